// Small things kept in this browser under one prefix: drafts, the device's name, what is not yet sent.

/** True once this browser has refused to store: what is kept then lasts as long as this window. */
export const fleeting = { value: false }

// A window's name outlives a reload, also where the browser stores nothing (private window, full, forbidden): a reload
// then loses neither the phone's place in the meeting nor a half-filled sheet.
const named = readName()

function readName() {
  try {
    return JSON.parse(window.name).shuping ?? {}
  } catch {
    return {}
  }
}

function keepInName(key, text) {
  if (text === null) delete named[key]
  else named[key] = text
  try {
    window.name = JSON.stringify({ shuping: named })
  } catch {
    // no window: in memory alone
  }
}

function read(key) {
  if (key in named) return named[key]
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key, text) {
  try {
    localStorage.setItem(key, text)
    if (key in named) keepInName(key, null)
  } catch {
    fleeting.value = true
    keepInName(key, text)
  }
}

function erase(key) {
  if (key in named) keepInName(key, null)
  try {
    localStorage.removeItem(key)
  } catch {
    // nothing was kept there
  }
}

function storedKeys() {
  try {
    return Object.keys(localStorage)
  } catch {
    return []
  }
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * A shelf in localStorage, or where the browser gives none in this window alone.
 *
 * @param {string} prefix for example `seat:<seat_id>`
 * @returns {{get: (key: string) => any, set: (key: string, value: any) => void, remove: (key: string) => void,
 *   keys: () => string[], watch: (onChange: (key: string, value: any) => void) => void}} values are JSON; `get` of what
 *   is not there is null; `watch` tells what another window of this browser has changed
 */
export function shelf(prefix) {
  const start = `${prefix}/`
  const own = (names) => names.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length))
  return {
    get: (key) => parsed(read(start + key)),
    set: (key, value) => write(start + key, JSON.stringify(value)),
    remove: (key) => erase(start + key),
    keys: () => [...new Set([...own(storedKeys()), ...own(Object.keys(named))])],
    watch(onChange) {
      addEventListener('storage', ({ key, newValue }) => {
        if (key?.startsWith(start)) onChange(key.slice(start.length), parsed(newValue))
      })
    },
  }
}
