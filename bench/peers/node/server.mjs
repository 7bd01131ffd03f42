// The plain Node peer: Socket.IO and better-sqlite3, one transaction a ballot, the ack after its commit.
// Written as one would who knows both libraries well: prepared statements, WAL, a unique key against a second ballot.
// `node server.mjs DATABASE SEATS`: the seats are "seat-0" to "seat-N"; prints the port it listens on.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import Database from 'better-sqlite3';
import { Server } from 'socket.io';

const [path, seats] = process.argv.slice(2);
const database = new Database(path);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`
  CREATE TABLE IF NOT EXISTS seat (id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS admission (
    round_id TEXT NOT NULL, subject_id TEXT NOT NULL, seat TEXT NOT NULL, receipt TEXT NOT NULL,
    PRIMARY KEY (round_id, subject_id, seat)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS ballot (
    receipt TEXT PRIMARY KEY, round_id TEXT NOT NULL, subject_id TEXT NOT NULL, grades TEXT NOT NULL) WITHOUT ROWID;
`);

const addSeat = database.prepare('INSERT OR IGNORE INTO seat VALUES (?)');
database.transaction(() => {
  for (let n = 0; n < Number(seats); n += 1) addSeat.run(`seat-${n}`);
})();

const findSeat = database.prepare('SELECT id FROM seat WHERE id = ?');
const cast = database.prepare('SELECT receipt FROM admission WHERE round_id = ? AND subject_id = ? AND seat = ?');
const admit = database.prepare('INSERT INTO admission VALUES (?, ?, ?, ?)');
const keep = database.prepare('INSERT INTO ballot VALUES (?, ?, ?, ?)');
const count = database.prepare('SELECT (SELECT count(*) FROM admission) AS admissions, count(*) AS ballots FROM ballot');

const store = database.transaction((seat, ballot, receipt) => {
  const before = cast.get(ballot.round_id, ballot.subject_id, seat);
  if (before) return before.receipt === receipt;
  admit.run(ballot.round_id, ballot.subject_id, seat, receipt);
  keep.run(receipt, ballot.round_id, ballot.subject_id, JSON.stringify(ballot.grades));
  return true;
});

const isText = (value) => typeof value === 'string' && value.length > 0 && value.length <= 40;
const isBallot = (value) =>
  value !== null && typeof value === 'object' && isText(value.round_id) && isText(value.subject_id) &&
  /^[0-9a-f]{32}$/.test(value.ballot_id) && value.grades !== null && typeof value.grades === 'object' &&
  Object.entries(value.grades).every(([item, grade]) => isText(item) && isText(grade));
const refusal = (code) => ({ ok: false, error: { code, message: '' } });

const http = createServer();
const io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
io.use((socket, next) => {
  const found = findSeat.get(String(socket.handshake.auth.access));
  if (!found) return next(new Error('access.invalid'));
  socket.data.seat = found.id;
  return next();
});
io.on('connection', (socket) => {
  socket.on('ballot.cast', (ballot, reply) => {
    if (!isBallot(ballot)) return reply(refusal('payload.invalid'));
    const receipt = createHash('sha256').update(ballot.ballot_id).digest('hex');
    return reply(store(socket.data.seat, ballot, receipt) ? { ok: true, data: { receipt } } : refusal('ballot.already_cast'));
  });
  socket.on('bench.count', (_, reply) => reply({ ok: true, data: count.get() }));
});
http.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => console.log(http.address().port));
