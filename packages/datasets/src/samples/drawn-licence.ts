/** What samples say of their licence that nobody has made. */
export const drawnLicence = "none needed: drawn from a formula";
