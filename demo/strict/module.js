export const name = "module-nonce";
