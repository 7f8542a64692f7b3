/** Settings of the identifiability lens. */
export interface IdentifiabilityOptions {
  /** Generated images that the autoencoder learns. */
  readonly learnCount: number;
  /** Generated images for fitting the read-out, and others for testing it. */
  readonly fitCount: number;
  readonly testCount: number;
  /** Points over which the mean of JᵀJ is taken; by default as many as the effort's time allows, 256 for 64 noise inputs at `quick`. */
  readonly jacobianPoints?: number;
  /** The class at which a conditional generator is looked at besides drawn ones. */
  readonly label: number;
  /** Steps that the autoencoder is trained for; by default as the effort says. */
  readonly steps?: number;
}
