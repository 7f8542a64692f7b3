/** True when this runtime knows relaxed SIMD: it accepts a module that uses its fused multiply-add. */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(multiplyAddModule);
}

/**
 * True when relaxed SIMD's multiply-add is rounded once here.
 *
 * A processor without such an instruction may round twice. With a = 1 + 2⁻¹², a² − (1 + 2⁻¹¹) is 2⁻²⁴ rounded once, else 0.
 */
export function fusesMultiplyAdd(): boolean {
  try {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(multiplyAddModule));
    const multiplyAdd = exports.f as (a: number, b: number, c: number) => number;
    return multiplyAdd(1 + 2 ** -12, 1 + 2 ** -12, -1 - 2 ** -11) === 2 ** -24;
  } catch {
    return false;
  }
}

const splat = [0xfd, 0x13];
/** local.get 0, f32x4.splat, the same with 1 and 2, f32x4.relaxed_madd, f32x4.extract_lane 0 */
const body = [0, 0x20, 0, ...splat, 0x20, 1, ...splat, 0x20, 2, ...splat, 0xfd, 0x85, 2, 0xfd, 0x1f, 0, 11];
/** (func (export "f") (param f32 f32 f32) (result f32)) */
const multiplyAddModule: Uint8Array<ArrayBuffer> = Uint8Array.from([
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 8, 1, 0x60, 3, 0x7d, 0x7d, 0x7d, 1, 0x7d],
  ...[3, 2, 1, 0],
  ...[7, 5, 1, 1, 0x66, 0, 0],
  ...[10, body.length + 2, 1, body.length, ...body],
]);
