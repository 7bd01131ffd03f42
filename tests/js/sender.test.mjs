// Commands over a line that loses acks, breaks, and refuses.
import assert from 'node:assert/strict'
import { webcrypto } from 'node:crypto'
import { test } from 'node:test'
import { Sender } from '../../static/js/live/sender.js'

globalThis.crypto ??= webcrypto // node 18, as Debian has it, hides it; every browser has it

/** A client socket whose acks are scripted: each step is an ack, or null for none in time. */
class ScriptedSocket {
  connected = true
  sent = []
  constructor(...script) {
    this.script = script
  }
  timeout() {
    return {
      emit: (name, payload, ack) => {
        this.sent.push([name, payload])
        const answer = this.script.shift()
        queueMicrotask(() => (answer ? ack(null, answer) : ack(new Error('no ack'))))
      },
    }
  }
}

const ok = (data) => ({ ok: true, data })
const no = (code) => ({ ok: false, error: { code, message: '不行', field: 'text' } })

test('a command whose ack is lost is sent again with the same payload and the same client_id', async () => {
  const socket = new ScriptedSocket(null, null, ok({ question_id: '7' }))

  assert.deepEqual(await new Sender(socket).command('question.submit', { text: '问' }), { question_id: '7' })
  assert.equal(socket.sent.length, 3)
  assert.equal(new Set(socket.sent.map(([, payload]) => JSON.stringify(payload))).size, 1)
  assert.match(socket.sent[0][1].client_id, /^[0-9a-f]{32}$/)
})

test('a client_id that the caller gives is kept', async () => {
  const socket = new ScriptedSocket(ok({}))
  await new Sender(socket).command('note.save', { text: '记', client_id: 'mine' })

  assert.equal(socket.sent[0][1].client_id, 'mine')
})

test('ballots and ratings never carry a client_id', async () => {
  const socket = new ScriptedSocket(ok({}), ok({}))
  const sender = new Sender(socket)
  await sender.command('ballot.cast', { ballot_id: 'b' })
  await sender.command('answer.rate', { ballot_id: 'c' })

  assert.deepEqual(socket.sent.map(([, payload]) => payload), [{ ballot_id: 'b' }, { ballot_id: 'c' }])
})

test('a refusal is thrown with code, message and field, and not repeated', async () => {
  const socket = new ScriptedSocket(no('stage.mismatch'))

  await assert.rejects(new Sender(socket).command('agenda.next'), { code: 'stage.mismatch', message: '不行', field: 'text', unconfirmed: false })
  assert.equal(socket.sent.length, 1)
})

test('a passing refusal is tried again, and thrown when it does not pass', async () => {
  const passes = new ScriptedSocket(no('server.busy'), ok({ done: 1 }))
  const stays = new ScriptedSocket(no('internal'), no('internal'))

  assert.deepEqual(await new Sender(passes).command('seat.check_in'), { done: 1 })
  await assert.rejects(new Sender(stays).command('seat.check_in', {}, { retries: 1 }), { code: 'internal' })
})

test('a fault of the server is told after two more tries, also to who has endless patience', async () => {
  const stays = new ScriptedSocket(no('internal'), no('internal'), no('internal'), no('internal'))

  await assert.rejects(new Sender(stays).command('ballot.cast', {}, { patience: Infinity, retries: Infinity }), { code: 'internal' })
  assert.equal(stays.sent.length, 3)
})

test('without a connection a command waits for it, and gives up when its patience ends', async () => {
  const socket = new ScriptedSocket(ok({ late: true }))
  socket.connected = false
  const sender = new Sender(socket)
  const waits = sender.command('seat.check_in')
  await assert.rejects(sender.command('seat.check_in', {}, { patience: 20 }), { code: 'client.unconfirmed', unconfirmed: true })
  assert.equal(socket.sent.length, 0)
  socket.connected = true
  sender.connected()

  assert.deepEqual(await waits, { late: true })
})

test('put out by the server: commands fail at once with the reason, endless ones wait for a connection', async () => {
  const socket = new ScriptedSocket(ok({ receipt: 'r' }))
  socket.connected = false
  const sender = new Sender(socket)
  const ballot = sender.command('ballot.cast', { ballot_id: 'b' }, { patience: Infinity })
  const check = sender.command('seat.check_in')
  sender.refused({ code: 'access.released', message: '这张票已换到别的设备' })

  await assert.rejects(check, { code: 'client.access.released', message: '这张票已换到别的设备', unconfirmed: true })
  await assert.rejects(sender.command('seat.check_in'), { code: 'client.access.released' })
  socket.connected = true
  sender.connected()
  assert.deepEqual(await ballot, { receipt: 'r' })
})

test('a closed page ends what waits', async () => {
  const socket = new ScriptedSocket()
  socket.connected = false
  const sender = new Sender(socket)
  const ballot = sender.command('ballot.cast', { ballot_id: 'b' }, { patience: Infinity })
  sender.close()

  await assert.rejects(ballot, { code: 'client.closed' })
})
