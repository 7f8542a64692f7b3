// Replaced by the training script; empty until the weights are shipped.
export const sha256: string = "";
export const modelJson: string = "";
export const weightsBase64: string = "";
