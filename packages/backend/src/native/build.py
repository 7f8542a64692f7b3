"""Compiles the kernels to WebAssembly, once plain and once with fused multiply-add, and writes the two modules.

    pip install ziglang==0.13.0
    python3 packages/backend/src/native/build.py

The same sources and the same compiler give the same bytes; a test compares the sources' hash with the modules'.
"""

import base64
import hashlib
import pathlib
import subprocess
import sys
import tempfile

COMPILER = "0.13.0"
FLAGS = [
    "--target=wasm32-freestanding",
    "-O3",
    "-g0",
    "-ffreestanding",
    "-fno-builtin",
    "-fvisibility=hidden",
    "-Wall",
    "-Wextra",
    "-Werror",
]
# File → what the instructions it may use are called.
MODULES = {
    "native-module.generated.ts": "-mcpu=generic+simd128",
    "native-module-relaxed.generated.ts": "-mcpu=generic+simd128+relaxed_simd",
}
LINK = ["-nostdlib", "-Wl,--import-memory", "-Wl,--no-entry", "-Wl,--export-dynamic", "-Wl,--strip-all"]

folder = pathlib.Path(__file__).resolve().parent
zig = [sys.executable, "-m", "ziglang"]


def run(*arguments: str) -> str:
    return subprocess.run([*zig, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def sources_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.h"), *folder.glob("*.c")], key=lambda path: path.name):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def compile_module(instructions: str) -> bytes:
    with tempfile.TemporaryDirectory() as temporary:
        assembly = pathlib.Path(temporary, "kernels.s")
        run("cc", *FLAGS, instructions, "-S", "kernels.c", "-o", str(assembly))
        text = assembly.read_text()
        # The module shares tfjs's memory, where a stack or data of its own would overwrite what lies there.
        for forbidden in ("global.get", "global.set", ".section\t.data", ".section\t.rodata", ".section\t.bss"):
            if forbidden in text:
                sys.exit(f"The kernels may use neither a stack nor static data, but the assembly has {forbidden!r}.")
        output = pathlib.Path(temporary, "kernels.wasm")
        run("cc", *FLAGS, instructions, *LINK, "kernels.c", "-o", str(output))
        return output.read_bytes()


def main() -> None:
    version = run("version").strip()
    if version != COMPILER:
        sys.exit(f"Expected ziglang {COMPILER}, found {version}: pip install ziglang=={COMPILER}")
    for name, instructions in MODULES.items():
        module = compile_module(instructions)
        lines = [
            "// Made by build.py from kernels.c and the headers beside it; do not edit.",
            f'export const nativeModuleSources: string = "{sources_hash()}";',
            f'export const nativeModuleSha256: string = "{hashlib.sha256(module).hexdigest()}";',
            "export const nativeModuleBase64: string =",
            f'  "{base64.b64encode(module).decode()}";',
        ]
        (folder / name).write_text("\n".join(lines) + "\n")
        print(f"{name}: {len(module)} bytes")


main()
