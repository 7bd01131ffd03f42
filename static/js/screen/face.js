// The serif of the wall (static/fonts): what stands is drawn once its characters are there, or a short time has passed.

const FACE = '700 1em "Hall Serif"'
const LONGEST_MS = 2500

/** Fetch the files that hold the characters of `sections`; settles always, and after LONGEST_MS at the latest. */
export function fetchFace(sections) {
  const fetched = document.fonts.load(FACE, JSON.stringify(sections)).catch(() => []) // without it the system's serif stands
  return Promise.race([fetched, new Promise((settle) => setTimeout(settle, LONGEST_MS))])
}
