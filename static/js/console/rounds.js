// Rounds as the host reads them. Pure: no page, no clock of its own.

/** The round that counts for a subject: the newest of this audience that is not void, or null. */
export function roundOf(rounds, subjectId, audience = 'seats') {
  const own = rounds.filter(
    (round) => round.audience === audience && round.state !== 'void' && covers(round, subjectId),
  );
  return own[own.length - 1] ?? null;
}

/** Whether the subject is scored in this round. */
export function covers(round, subjectId) {
  return round.subjects.some((entry) => entry.subject_id === subjectId);
}

/** The open round of the seats, or null. There is at most one that matters to the host's next step. */
export function openSeatsRound(rounds) {
  return rounds.find((round) => round.audience === 'seats' && round.state === 'open') ?? null;
}

/** The entries of the turnout that belong to a round. */
export function turnoutOf(turnout, roundId) {
  return turnout.filter((entry) => entry.round_id === roundId);
}

/** Over a round's subjects: {cast, present, lacking}; `lacking` = ballots that those present have not cast. */
export function totals(entries) {
  const cast = entries.reduce((sum, entry) => sum + entry.cast, 0);
  const present = entries.reduce((sum, entry) => sum + entry.present, 0);
  return { cast, present, lacking: Math.max(0, present - cast) };
}

/** Who is missing, by category: [{category, lacking}], only those where somebody is; the most of any subject. */
export function lackingByCategory(entries) {
  const lacking = new Map();
  for (const entry of entries) {
    for (const each of entry.categories) {
      const missing = Math.max(0, each.present - each.cast);
      lacking.set(each.category, Math.max(lacking.get(each.category) ?? 0, missing));
    }
  }
  return [...lacking].filter(([, count]) => count > 0).map(([category, count]) => ({ category, lacking: count }));
}

/** How many present people have not scored every subject of the round. */
export function peopleLacking(entries) {
  return lackingByCategory(entries).reduce((sum, each) => sum + each.lacking, 0);
}

/** One line on how far a round is: 已封存, 工作人员已看, 已公布给会场, ... */
export function standing(round) {
  if (round.state === 'open') return '正在测评';
  if (round.state === 'void') return '已作废';
  return { staff: '工作人员已看', seats: '已公布给会场', all: '已公布' }[round.revealed_to] ?? '已封存';
}

/** Rounds that are closed and not yet published to the hall, in order; those of viewers apart. */
export function unpublished(rounds, audience = 'seats') {
  return rounds.filter(
    (round) => round.audience === audience && ['closed', 'revealed'].includes(round.state) && !['seats', 'all'].includes(round.revealed_to),
  );
}

/** Whether a round has a time to end at, running or stopped by a pause: only then is there time to add to. */
export function hasDeadline(round) {
  return round.ends_at !== null || round.left_ms !== null;
}

/** open, then grace (only who has begun may still send), then over. Without a deadline a round is open. */
export function phaseOf(round, now) {
  if (round.ends_at === null || now < round.ends_at) return 'open';
  return now < round.closes_at ? 'grace' : 'over';
}

/** Present and expected of those categories that may score: {present, expected, enough}. Enough = more than half. */
export function quorum(presence, scoring) {
  const rows = presence.filter((row) => scoring.includes(row.category));
  const present = rows.reduce((sum, row) => sum + row.present, 0);
  const expected = rows.reduce((sum, row) => sum + row.expected, 0);
  return { present, expected, enough: present * 2 > expected };
}
