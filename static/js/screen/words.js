// What the screen says: its own words beside those of the console. Pure.
import { hhmm, inBeijing } from '../live/clock.js'

export const STAGE_NAMES = { reporting: '述法', inquiry: '质询', commentary: '点评', appraisal: '测评' }
const NEXT_NAMES = { reporting: '述法', inquiry: '质询与答复', commentary: '领导点评', appraisal: '现场测评' }

export const MARKS = {
  reporting: '述',
  inquiry: '询',
  answering: '答',
  commentary: '评',
  appraisal: '测',
  result: '果',
  rectification: '改',
}

export const DOING = {
  reporting: '正在述法',
  inquiry: '正在质询',
  answering: '正在答复',
  commentary: '正在点评',
  appraisal: '正在测评',
  result: '公布结果',
  overview: '结果总览',
  rectification: '正在通报',
  closing: '会议结束',
}

export function nextStageWords(stage) {
  return `下一环节：${NEXT_NAMES[stage]}`
}

const CJK = '\u3400-\u9fff'
const BEFORE = new RegExp(`([${CJK}])([0-9A-Za-z])`, 'g')
const AFTER = new RegExp(`([0-9A-Za-z])([${CJK}])`, 'g')

/** Set a blank between Chinese and digits: 云川县 2026 年度. */
export function spaced(text) {
  return text.replace(BEFORE, '$1 $2').replace(AFTER, '$1 $2')
}

/** A title in lines: as the office broke it, else after 年度 where that ends the first line. */
export function titleLines(title) {
  const lines = title.includes('\n') ? title.split('\n') : title.split(/(?<=^.{2,10}年度)(?=.{3})/)
  return lines.map((line) => spaced(line.trim())).filter(Boolean)
}

/** 2026 年 11 月 27 日 14:30, in Beijing. */
export function dateAndTime(at) {
  const { year, month, day } = inBeijing(at)
  return `${year} 年 ${month} 月 ${day} 日 ${hhmm(at)}`
}

/** The share as people read it: 90.00, or 70 where places would be too exact for something that moves. */
export function percent(part, whole, places = 0) {
  return whole ? ((part / whole) * 100).toFixed(places) : '0'
}

/** A group of merged categories: 政协委员、行业群众代表（合并); three and more: 政协委员等 3 类（合并）. */
export function groupWords(names) {
  if (names.length === 1) return names[0]
  return names.length === 2 ? `${names.join('、')}（合并）` : `${names[0]}等 ${names.length} 类（合并）`
}

const SHORT_PHRASE = 11
const FEW_PHRASES = 3

/** A short text in the parts between its stops, which a line does not break; a long one in a single part. */
export function phrases(text) {
  const parts = text.match(/[^，。；！？]+[，。；！？]*/g) ?? [text]
  return parts.length <= FEW_PHRASES && parts.every((part) => part.length <= SHORT_PHRASE) ? parts : [text]
}
