"""One meeting with the longest texts that a hall may bring, driven through every scene of the wall."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from tests.browser.hall import Hall, Json
from tests.browser.line import Line

LONG_QUESTION = (
    "我们协会会员反映，同一条街上两家餐馆因同样的标签问题被查，一家责令改正，一家罚款五万元。请问沈局长："
    "你本人是否看过这两份处罚决定，局里对基层所的自由裁量怎样审核，今年因此被复议纠错、败诉的案件有几件，"
    "责任落实到人了吗，何时向社会公开整改结果？另外，去年答复过的三条整改措施现在落实到了哪一步，有没有回头看？"
)
SHORT_QUESTION = "去年行政复议纠错的 3 起食品处罚案件，都是“小过重罚”。裁量基准到底改了没有，由谁把关？"
MIDDLE_QUESTION = f"{SHORT_QUESTION}基层所的处罚决定有没有人复核？"
WAITING = (
    "出庭应诉今年三次由副职代为出庭，主要负责人为什么没有到庭，下一步怎样保证？",
    "职业索赔投诉占用大量执法力量，局里有没有分级处置的办法？",
    "执法记录仪全程使用，今年抽查过几次，发现了什么问题？",
    "窗口办件超期，谁负责？",
)
COMMENT = {
    "strengths": "述法突出第一人称，敢于公布败诉案件；裁量基准已向社会公开。行政复议纠错率比上年下降四成，群众看得见。",
    "problems": "法制审核与案件办理没有真正分离，7 个基层所中有 4 个由办案人员兼任审核；"
    "告知书引用条款不完整等瑕疵反复出现。"
    "3 起败诉案件暴露同一类程序问题，整改停在发文件、开会议上。",
    "advice": "建立不少于 5 人的专职审核队伍，重大处罚一律集体讨论并全程留痕；把复议诉讼结果列入所长年度考核。"
    "一把手每季度带头评查案卷，年底前完成审核清单，三个月内书面报告。",
}
NOTICE = "因会场供电检修，会议暂停 10 分钟，请各位代表、委员在原座位休息，测评不受影响"

UNITS = (
    ("阿依努尔·吐尔逊", "云川县粮食和物资储备发展公司", "党委书记、董事长、法治建设工作领导小组组长", "soe"),
    ("欧阳听澜", "云川县国家级经济技术开发区工作委员会", "党工委书记、管委会主任、一级调研员", "development_zone"),
    ("沈知远", "云川县市场监督管理局", "党组书记、局长", "government_department"),
    ("方景行", "云川县自然资源和规划局", "局长", "government_department"),
    ("温如海", "云川县交通运输综合执法大队", "大队长", "enforcement_team"),
    ("许清川", "云川县住房和城乡建设局", "局长", "government_department"),
    ("罗以安", "云川县青石镇", "党委书记", "township"),
    ("叶承泽", "云川县人力资源和社会保障局", "局长", "government_department"),
    ("白若谷", "云川县文化广电体育和旅游局", "局长", "government_department"),
    ("江听澜", "云川县卫生健康委员会", "主任", "government_department"),
    ("石敬之", "云川县农业农村局", "局长", "government_department"),
    ("何一川", "云川县城市管理局", "局长", "government_department"),
)
FORM: Json = {
    "key": "long",
    "title": "国有企业主要负责人述法测评表",
    "items": [
        {"key": f"i{n}", "name": name, "weight": 15}
        for n, name in enumerate(
            (
                "法治建设统筹部署", "依规治党与党内法规执行", "依法决策", "支持依法履职、不干预司法",
                "法治用人与队伍建设", "法治宣传与氛围",
            ),
            1,
        )
    ]
    + [{"key": "overall", "name": "总体评价", "overall": True}],
}  # fmt: skip
MEETING: Json = {
    "title": "云川县国家级经济技术开发区2026年度党政主要负责人和部门主要负责人专题述法会",
    "host_unit": "中共云川县国家级经济技术开发区工作委员会",
    "place": "云川县行政中心二楼报告厅",
    "starts": "2026-12-08T14:30",
    "year": 2026,
    "settings": {"open_join": ["sector_representative", "cppcc_member"]},
    "categories": [
        {"key": "party_delegate", "name": "党代表", "role": "participant", "weight": 30, "seats": 130},
        {"key": "npc_deputy", "name": "人大代表", "role": "participant", "weight": 30, "seats": 110},
        {"key": "cppcc_member", "name": "政协委员", "role": "participant", "weight": 25, "seats": 100},
        {"key": "sector_representative", "name": "行业群众代表", "role": "participant", "weight": 15, "seats": 160},
        {"key": "expert", "name": "第三方评议组法学专家、律师", "role": "expert", "seats": 5},
        {"key": "observer", "name": "列席督察", "role": "observer", "seats": 2},
    ],
    "forms": [FORM],
    "subjects": [
        {"key": f"s{n}", "name": name, "unit": unit, "post": post, "kind": kind} | ({"form": "long"} if n == 1 else {})
        for n, (name, unit, post, kind) in enumerate(UNITS, 1)
    ],
    "agenda": [
        {"kind": "opening", "title": "到会情况与测评规则说明、推选监票人", "minutes": 5},
        {"kind": "rectification", "title": "上次述法会整改情况通报", "minutes": 5},
        *({"kind": "subject", "subject": f"s{n}"} for n in (1, 2, 3)),
        *({"kind": "subject", "subject": f"s{n}", "stages": ["reporting", "inquiry"]} for n in range(4, 13)),
        {"kind": "appraisal", "subjects": [f"s{n}" for n in range(4, 13)], "title": "集中测评", "minutes": 5},
        {"kind": "announcement", "title": "测评结果公布", "minutes": 5},
        {"kind": "address", "title": "讲话部署", "minutes": 10},
        {"kind": "closing", "title": "总结", "minutes": 5},
    ],
}


@dataclass
class Picture:
    """What stands on the wall now: the scene's name, a name of its own for a file, words that must be there."""

    scene: str
    name: str
    words: str


class Pageant:
    """The meeting and those who play in it."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.host = hall, hall.host
        self.first, self.second, self.third = (hall.subject(f"s{n}") for n in (1, 2, 3))
        self.people: list[Line] = []

    def play(self) -> Iterator[Picture]:
        """Go through the meeting; after each step look at the wall."""
        yield from self._before()
        yield from self._report_and_ask()
        yield from self._answer_and_comment()
        yield from self._score()
        yield from self._publish()
        yield from self._together()
        yield from self._end()

    def _before(self) -> Iterator[Picture]:
        yield Picture("welcome", "welcome-prepared", "会议还没有开始")
        self.host("meeting.open")
        self.people = [
            self.hall.join(key)
            for key in ("party_delegate", "npc_deputy", "cppcc_member", "sector_representative")
            for _ in range(6)
        ]
        yield Picture("welcome", "welcome", "实到 24 人")
        self.host("meeting.start")
        yield Picture("item", "item", "推选监票人")
        self.host("agenda.go", item_id=self._item("rectification"), stage="main")
        yield Picture("rectification", "rectification", "上次整改情况")

    def _item(self, kind: str) -> str:
        return str(next(i["item_id"] for i in self.hall.info["agenda"] if i["kind"] == kind))

    def _report_and_ask(self) -> Iterator[Picture]:
        self.hall.go(self.first, "reporting")
        yield Picture("reporting", "reporting", "述法剩余时间")
        self.host("timer.start", seconds=1)
        yield Picture("reporting", "reporting-over", "已超时")
        self.hall.go(self.first, "inquiry")
        yield Picture("inquiry", "inquiry-none", "请在手机上提问")
        texts = (LONG_QUESTION, SHORT_QUESTION, MIDDLE_QUESTION)
        asked = [self._ask(n, text) for n, text in enumerate((*texts, *WAITING))]
        for seat in self.people[:12]:
            seat("question.support", question_id=asked[0], on=True)
            seat("question.support", question_id=asked[3], on=True)
        self.asked = asked
        for name, at in (("long", 0), ("short", 1), ("middle", 2)):
            self.host("question.call", question_id=asked[at])
            yield Picture("inquiry", f"inquiry-{name}", texts[at][:20])

    def _ask(self, at: int, text: str) -> str:
        told = self.people[-1 - at]("question.submit", subject_id=self.first, text=text, client_id=secrets.token_hex(8))
        self.host("question.review", question_id=told["question_id"], decision="approve")
        return str(told["question_id"])

    def _answer_and_comment(self) -> Iterator[Picture]:
        self.host("question.call", question_id=self.asked[0])
        self.host("timer.start", which="turn")
        yield Picture("answering", "answering-unrated", "请在手机上评价")
        grades = ["satisfied"] * 12 + ["mostly_satisfied"] * 9 + ["dissatisfied"] * 2
        for seat, grade in zip(self.people, grades, strict=False):
            seat("answer.rate", question_id=self.asked[0], grade=grade, ballot_id=secrets.token_hex(16))
        yield Picture("answering", "answering", "23 人已评")
        self.hall.go(self.first, "commentary")
        yield Picture("commentary", "commentary-none", "点评剩余时间")
        expert = self.hall.join("expert")
        told = expert("comment.submit", subject_id=self.first, client_id="one", **COMMENT)
        self.host("comment.show", comment_id=told["comment_id"], on=True, to="screen")
        yield Picture("commentary", "commentary", "述法突出第一人称")

    def _score(self) -> Iterator[Picture]:
        self.hall.go(self.first, "appraisal")
        yield Picture("appraisal", "appraisal-ready", "请打开手机，准备测评")
        round_id = self._open(self.first)
        self.hall.cast(self.people[0], round_id, self.first, "poor")
        yield Picture("appraisal", "appraisal", "1/ 24 人已提交")
        self.host("round.void", round_id=round_id, reason="测评表选错")
        yield Picture("appraisal", "appraisal-void", "本轮测评作废，将重新测评")
        round_id = self._open(self.first)
        for at, seat in enumerate(self.people):
            self.hall.cast(seat, round_id, self.first, ("excellent", "good", "good", "fair")[at % 4])
        self.host("round.close", round_id=round_id)
        yield Picture("appraisal", "appraisal-closed", "测评已结束，分数在公布前对任何人保密")
        self.host("round.reveal", round_id=round_id, to="all")

    def _open(self, *subject_ids: str) -> str:
        opened = self.host("round.open", subject_ids=list(subject_ids), audience="seats", seconds=120, reason="人齐了")
        return str(opened["round_id"])

    def _publish(self) -> Iterator[Picture]:
        self.host("screen.show", scene="result", subject_id=self.first)
        yield Picture("result", "result", "综合得分")
        for name, subject_id, casts, words in (
            ("result-few", self.second, 3, "有效票过少，不予公布"),
            ("result-nobody", self.third, 0, "没有人提交测评"),
        ):
            round_id = self._open(subject_id)
            for seat in self.people[:casts]:
                self.hall.cast(seat, round_id, subject_id, "good")
            self.host("round.close", round_id=round_id)
            self.host("round.reveal", round_id=round_id, to="all")
            self.host("screen.show", scene="result", subject_id=subject_id)
            yield Picture("result", name, words)
        self.host("screen.show", scene="overview")
        yield Picture("overview", "overview-few", "另 2 人有效票过少，不予公布")
        self.host("screen.show", scene="auto")

    def _together(self) -> Iterator[Picture]:
        ids = [self.hall.subject(f"s{n}") for n in range(4, 13)]
        self.host("agenda.go", item_id=self._item("appraisal"), stage="appraisal")
        round_id = self._open(*ids)
        for at, subject_id in enumerate(ids):
            for turn, seat in enumerate(self.people[:6]):
                grade = ("excellent", "good", "fair", "poor")[(at + turn) % (1 + at % 4)]
                self.hall.cast(seat, round_id, subject_id, grade)
        yield Picture("appraisal", "appraisal-together", "54/ 216 份已提交")
        self.host("round.close", round_id=round_id)
        self.host("round.reveal", round_id=round_id, to="all")
        self.host("agenda.go", item_id=self._item("announcement"), stage="main")
        yield Picture("overview", "overview", "述法 10 人")

    def _end(self) -> Iterator[Picture]:
        self.host("screen.show", scene="result", subject_id=self.first)
        self.host("notice.post", text=NOTICE)
        yield Picture("result", "notice", NOTICE[:12])
        self.host("meeting.close")
        yield Picture("closing", "closing-notice", NOTICE[:12])
        self.host("notice.clear")
        yield Picture("closing", "closing", "本次述法会到此结束")
