// Which question stands on the wall and which wait. Pure.

/** The question that is called for this subject, or null. */
export function calledQuestion(view) {
  return own(view).find((question) => question.state === 'called') ?? null
}

/** The question being answered: that of the running turn, the called one, else the one called last. */
export function answeredQuestion(view) {
  const { turn } = view.sections.stage
  const questions = own(view)
  const latest = questions.filter(({ called_at }) => called_at).sort((a, b) => b.called_at - a.called_at)[0]
  return questions.find(({ id }) => id === turn?.question_id) ?? calledQuestion(view) ?? latest ?? null
}

/** The approved questions that were not called yet, those that most people ask first. */
export function waitingQuestions(view) {
  return own(view)
    .filter((question) => question.state === 'approved')
    .sort((a, b) => b.supports - a.supports || a.number - b.number)
}

/** 人大代表提问, 匿名追问 */
export function who({ by, follows }) {
  return `${by}${follows ? '追问' : '提问'}`
}

function own({ subjectId, sections: { questions } }) {
  return questions.filter((question) => question.subject_id === subjectId)
}
