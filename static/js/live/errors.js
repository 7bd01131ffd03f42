// Refusals as this side raises them: the server's own codes, and a few for what never reached it.

/** A command that was refused or could not be confirmed; `message` is Chinese and meant for people. */
export class CommandError extends Error {
  /** @param {{code: string, message: string, field?: string, incident?: string}} error */
  constructor({ code, message, field = null, incident = null }) {
    super(message)
    this.name = 'CommandError'
    this.code = code
    this.field = field
    this.incident = incident
  }

  /** True if no answer came from the server: the command may or may not be done, and may be sent again. */
  get unconfirmed() {
    return this.code.startsWith('client.')
  }
}

export const unconfirmed = () =>
  new CommandError({ code: 'client.unconfirmed', message: '网络不通，还没有收到确认。请看清现在的状态，再试一次。' })

export const closed = () => new CommandError({ code: 'client.closed', message: '页面已断开，请刷新。' })

export const putOut = ({ code, message }) => new CommandError({ code: `client.${code}`, message })

/** The answer of one of our JSON addresses; raises CommandError for a refusal and client.unconfirmed without one. */
export async function postJson(url, body) {
  let answer
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    answer = await response.json()
  } catch {
    throw unconfirmed() // no line, or something between that answers in HTML
  }
  if (!answer.ok) throw new CommandError(answer.error)
  return answer.data
}
