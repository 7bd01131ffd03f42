// Grades of a form by their rank: the same colours as app/charts.py gives, and the names of the two rates. Pure.

/** The colour step of each grade: {key: 1..4}, 0 for what is not scored; a scale of three takes 1, 2 and 4. */
export function gradeSteps(grades) {
  const scored = scoredGrades(grades)
  const last = Math.max(scored.length - 1, 1)
  const steps = Object.fromEntries(grades.map(({ key }) => [key, 0]))
  scored.forEach(({ key }, i) => (steps[key] = 1 + Math.floor((i * 3) / last)))
  return steps
}

/** 优秀率 and 优良率 on the shipped scale; 满意率 and 基本满意以上 on others. */
export function rateNames(grades) {
  const [first, second] = scoredGrades(grades)
  if (first.name === '优秀' && second?.name === '良好') return ['优秀率', '优良率']
  return [`${first.name}率`, second ? `${second.name}以上` : '']
}

function scoredGrades(grades) {
  return grades.filter(({ value }) => value !== null).sort((a, b) => b.value - a.value)
}
