import { type BackendName, openBackend } from "@ganlens/backend";
import * as tf from "@tensorflow/tfjs";
import type { Finding } from "./finding.ts";

/** Which of them ganlens cannot do without; the others may be missing. */
const backends: Readonly<Record<BackendName, { readonly needed: boolean; readonly missing: string }>> = {
  wasm: {
    needed: true,
    missing: "Install again: the wasm backend is part of ganlens. Without it all is far slower.",
  },
  cpu: { needed: true, missing: "Install again: the cpu backend is part of tfjs." },
  node: { needed: false, missing: "Optional: install @tensorflow/tfjs-node for a native backend." },
  webgpu: {
    needed: false,
    missing: "Optional: install @tensorflow/tfjs-backend-webgpu and webgpu to use a graphics card.",
  },
  webgl: { needed: false, missing: "Works in browsers only." },
};

/** Which backends start here, why the others do not, and which one is taken. */
export async function checkBackends(): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const name of Object.keys(backends) as BackendName[]) findings.push(await backendFinding(name));
  const chosen = await openBackend().catch(() => undefined);
  if (chosen === undefined) {
    return [
      ...findings,
      {
        subject: "backend",
        state: "broken",
        found: "none works",
        advice: "Install again, with Node 20.19 or newer.",
      },
    ];
  }
  const taken: Finding = {
    subject: "backend",
    state: "good",
    found: `${chosen.name} is taken: ${chosen.reason}`,
  };
  return [...findings, taken, await simdFinding()];
}

async function backendFinding(name: BackendName): Promise<Finding> {
  const subject = `backend ${name}`;
  const { needed, missing } = backends[name];
  const { tried, device, problem } = await openBackend({ prefer: name }).then(
    (opened) => ({ ...opened, problem: undefined }),
    (error: Error) => ({ tried: [], device: "", problem: error.message }),
  );
  const reason = problem ?? tried.find((each) => each.name === name)?.problem;
  if (reason === undefined) return { subject, state: "good", found: `starts: ${device}` };
  return { subject, state: needed ? "broken" : "note", found: `does not start: ${reason}`, advice: missing };
}

async function simdFinding(): Promise<Finding> {
  const subject = "SIMD";
  if (await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT")) return { subject, state: "good", found: "128 bits" };
  return {
    subject,
    state: "note",
    found: "none, so wasm is several times slower",
    advice: "Use a newer processor or Node, or run without an emulator.",
  };
}
