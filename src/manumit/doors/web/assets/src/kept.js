// What this device keeps for a person: null where the browser keeps nothing.
export const store = (kind) => {
  try {
    return window[kind];
  } catch {
    return null;
  }
};
