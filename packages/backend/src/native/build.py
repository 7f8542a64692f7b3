"""Compiles the kernels to WebAssembly and writes native-module.generated.ts.

    pip install ziglang==0.13.0
    python3 packages/backend/src/native/build.py

The same sources and the same compiler give the same bytes; a test compares the sources' hash with the module's.
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
    "-mcpu=generic+simd128",
    "-O3",
    "-g0",
    "-ffreestanding",
    "-fno-builtin",
    "-fvisibility=hidden",
    "-Wall",
    "-Wextra",
    "-Werror",
]
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


def main() -> None:
    version = run("version").strip()
    if version != COMPILER:
        sys.exit(f"Expected ziglang {COMPILER}, found {version}: pip install ziglang=={COMPILER}")
    with tempfile.TemporaryDirectory() as temporary:
        assembly = pathlib.Path(temporary, "kernels.s")
        run("cc", *FLAGS, "-S", "kernels.c", "-o", str(assembly))
        text = assembly.read_text()
        # The module shares tfjs's memory, where a stack or data of its own would overwrite what lies there.
        for forbidden in ("global.get", "global.set", ".section\t.data", ".section\t.rodata", ".section\t.bss"):
            if forbidden in text:
                sys.exit(f"The kernels may use neither a stack nor static data, but the assembly has {forbidden!r}.")
        output = pathlib.Path(temporary, "kernels.wasm")
        run("cc", *FLAGS, *LINK, "kernels.c", "-o", str(output))
        module = output.read_bytes()
    lines = [
        "// Made by build.py from kernels.c and the headers beside it; do not edit.",
        f'export const nativeModuleSources: string = "{sources_hash()}";',
        f'export const nativeModuleSha256: string = "{hashlib.sha256(module).hexdigest()}";',
        "export const nativeModuleBase64: string =",
        f'  "{base64.b64encode(module).decode()}";',
    ]
    (folder / "native-module.generated.ts").write_text("\n".join(lines) + "\n")
    print(f"native-module.generated.ts: {len(module)} bytes")


main()
