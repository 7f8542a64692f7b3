export { installGradients } from "./gradients/install-gradients.ts";
export { installKernels, type Restore } from "./kernels/install-kernels.ts";
export {
  type BackendName,
  type OpenBackendOptions,
  type OpenedBackend,
  openBackend,
} from "./open-backend.ts";
