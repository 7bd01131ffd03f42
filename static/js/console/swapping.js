// Which scene one key brings back. Pure: no page, no state.

/**
 * The former scene after the wall went from one look {scene, subject_id, pinned} to another: {scene, subject_id}, or null.
 * What the hand did can be swapped; once the wall follows the stage to its next scene, there is nothing to go back to.
 */
export function afterChange(former, before, after) {
  if (before === null) return null;
  const same = before.scene === after.scene && before.subject_id === after.subject_id && before.pinned === after.pinned;
  if (same) return former;
  if (!before.pinned && !after.pinned) return null;
  return before.pinned ? { scene: before.scene, subject_id: before.subject_id } : { scene: 'auto', subject_id: null };
}
