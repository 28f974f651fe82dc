"""What residents of Yulan Lane say: sixty sentences, written for the sample."""

from __future__ import annotations

from dataclasses import dataclass

from planning.surveys.comment import Stance, Topic


@dataclass(frozen=True, slots=True)
class Voice:
    """One comment. ``about``: the kind of object it is pinned to (``tree:女贞``, ``structure``, ``facility:bench``,
    ``courtyard:03``, ``site``), or ``lane`` and ``yard:03`` for a place only.
    """

    topic: Topic
    stance: Stance
    about: str
    text: str
    author: str = ""
    drawings: tuple[str, ...] = ()
    supports: int = 0


_T, _S = Topic, Stance

VOICES = (
    Voice(_T.FRUIT, _S.WORRY, "tree:女贞", "每年十一月开始掉黑果子，一脚一个紫印，店里的地砖拖都拖不干净。", "面馆老板", ("trodden_indoors", "fruit_pavement"), 11),
    Voice(_T.FRUIT, _S.WORRY, "tree:女贞", "车停树下一晚上，第二天全是紫点点，洗一次车要三十块。", "", ("stained_car",), 8),
    Voice(_T.FRUIT, _S.SUPPORT, "tree:女贞", "支持换树。白衣服晾在窗外，风一吹就染上了。", "", (), 3),
    Voice(_T.FRUIT, _S.WORRY, "tree:女贞", "果子踩烂了很滑，我妈去年冬天在这儿摔了一跤，还好没骨折。", "5号院住户", ("fruit_pavement",), 9),
    Voice(_T.FRUIT, _S.IDEA, "tree:女贞", "能不能先在开花后把花枝剪掉？不结果不就不脏了，先试一年再说。", "", (), 6),
    Voice(_T.FRUIT, _S.WORRY, "lane", "下雨天果子堵在雨水箅子上，路口积水能漫过鞋面。", "", ("blocked_drain",), 5),
    Voice(_T.FRUIT, _S.SUPPORT, "lane", "环卫师傅一天扫三遍都扫不完，换成不掉果的树对大家都好。", "", (), 4),
    Voice(_T.FRUIT, _S.OBJECTION, "tree:女贞", "果子一年就脏几个月，扫勤一点就行了，没必要把树砍了。", "", (), 7),
    Voice(_T.FRUIT, _S.WORRY, "tree:女贞", "鸟来吃果子，拉得电瓶车坐垫上到处都是。", "", (), 2),
    Voice(_T.FRUIT, _S.IDEA, "lane", "建议落果季在树下铺网，社区志愿者轮流收，我可以报名。", "退休教师", (), 3),
    Voice(_T.SHADE, _S.OBJECTION, "tree:女贞", "这排树陪了我们三十年，夏天全靠它遮阴，换小树要等多少年？", "1号院住户", ("closed_canopy",), 12),
    Voice(_T.SHADE, _S.OBJECTION, "lane", "老人夏天就在树下坐，砍了去哪里乘凉？空调费谁出？", "", ("bench_in_shade",), 9),
    Voice(_T.SHADE, _S.WORRY, "lane", "要换也可以，但不要一次全砍光，分几年一段一段来，不然整条街晒得没法走。", "", (), 10),
    Voice(_T.SHADE, _S.IDEA, "tree:女贞", "新树最好选胸径大一点的，刚种下就有点荫凉。", "", (), 4),
    Voice(_T.SHADE, _S.WORRY, "lane", "紫薇好看是好看，就是树冠小，中午接孩子那段路怕没有阴凉。", "", ("young_row",), 5),
    Voice(_T.SHADE, _S.SUPPORT, "tree:香樟", "这棵香樟长得多好，冬天也绿，就该多种香樟。", "", (), 2),
    Voice(_T.TREES, _S.SUPPORT, "tree:女贞", "赞成换成大红紫薇，成都阴天多，看着红花心里亮堂。", "", ("Lagerstroemia indica",), 8),
    Voice(_T.TREES, _S.IDEA, "lane", "我喜欢蓝花楹，西昌那边一到春天整条街都是蓝的，能吸引人来逛。", "花店", ("Jacaranda mimosifolia",), 6),
    Voice(_T.TREES, _S.WORRY, "lane", "蓝花楹怕冷，成都冬天零下那几天冻坏了怎么办？", "", ("winter_street",), 4),
    Voice(_T.TREES, _S.IDEA, "tree:银杏", "种银杏一定要种公的！母树的果子臭得很，比女贞还难受。", "", (), 5),
    Voice(_T.TREES, _S.SUPPORT, "tree:桂花", "桂花好，秋天一条街都香，又不遮路灯。", "", ("Osmanthus fragrans",), 3),
    Voice(_T.TREES, _S.WORRY, "tree:桂花", "桂花香味太浓，我孙女有哮喘，窗户都不敢开，请考虑一下。", "", (), 2),
    Voice(_T.TREES, _S.WORRY, "tree:dead", "这棵树死了快一年了，枯枝往下掉，麻烦先处理它。", "", ("storm_branch",), 6),
    Voice(_T.TREES, _S.WORRY, "tree:poor", "树干上有个洞，刮大风的时候晃得厉害，下面就是早餐摊。", "早餐铺", (), 3),
    Voice(_T.TREES, _S.IDEA, "site", "这个树坑空了两年，被人当垃圾桶，先补一棵也行。", "", (), 2),
    Voice(_T.TREES, _S.OBJECTION, "lane", "树是活的，不是家具，看不顺眼就换，我不同意。", "", (), 4),
    Voice(_T.PIPES, _S.WORRY, "tree:女贞", "树根把地砖都顶起来了，轮椅过不去，下面的水管会不会也被顶坏？", "", ("lifted_slabs",), 7),
    Voice(_T.PIPES, _S.WORRY, "lane", "三年里这段污水管堵了四次，挖开一看全是树根。", "7号院住户", ("pipes_and_roots",), 5),
    Voice(_T.PIPES, _S.IDEA, "lane", "既然要挖，就把燃气和自来水老管子一起换了，别年年开膛。", "", (), 9),
    Voice(_T.PIPES, _S.OBJECTION, "lane", "管子漏水是管子老了，不要什么都怪到树头上。请把检测报告贴出来。", "", (), 5),
    Voice(_T.ROOFTOP, _S.WORRY, "structure", "楼上搭的棚子压坏了防水，我家卧室一下雨就漏，盆子都接满了。", "5号院顶楼住户", ("leaking_roof",), 6),
    Voice(_T.ROOFTOP, _S.IDEA, "structure", "拆可以，但拆完要统一做防水，不然漏得更厉害。", "", (), 8),
    Voice(_T.ROOFTOP, _S.OBJECTION, "structure", "这间是我爸养鸽子的，二十年了，没碍着谁。要拆请先上门谈。", "", (), 2),
    Voice(_T.ROOFTOP, _S.SUPPORT, "courtyard:03", "3号院拆完以后楼顶亮堂多了，还装了晾衣杆，挺好。", "", (), 5),
    Voice(_T.ROOFTOP, _S.WORRY, "structure", "铁皮顶风一大就哐哐响，去年吹下来一块，差点砸到人。", "", (), 4),
    Voice(_T.ROOFTOP, _S.IDEA, "yard:05", "5号院能不能学3号院，留一间做公共晒台？", "", (), 3),
    Voice(_T.SEATS, _S.IDEA, "lane", "从菜市场走回来要歇两次，中间一张凳子都没有，加一张长椅吧。", "", (), 7),
    Voice(_T.SEATS, _S.WORRY, "facility:bench", "这张长椅断了一根木条，坐下去夹裤子。", "", ("broken_bench",), 2),
    Voice(_T.SEATS, _S.SUPPORT, "facility:bench", "我们几个老姐妹每天在这儿摆龙门阵，长椅千万别挪走。", "", ("bench_in_shade",), 4),
    Voice(_T.LIGHT, _S.WORRY, "facility:lamp", "路灯被树冠包住了，晚上下班这一段黑黢黢的。", "", ("dark_lamp",), 8),
    Voice(_T.LIGHT, _S.IDEA, "facility:lamp", "灯杆能不能矮一点，装在树冠下面？", "", (), 3),
    Voice(_T.PARKING, _S.WORRY, "facility:shared_parking", "共享车位晚上七点以后总被占着，扫码也没用。", "", (), 3),
    Voice(_T.PARKING, _S.IDEA, "yard:08", "白天院里空着一半车位，可以按时段给来办事的人停。", "", (), 2),
    Voice(_T.SAFETY, _S.WORRY, "lane", "外卖车在人行道上开得飞快，小学放学的时候太吓人了。", "", (), 6),
    Voice(_T.CHILDREN, _S.IDEA, "facility:ramp", "坡道太陡，推娃娃车要两个人抬，旁边的路口干脆没有坡道。", "", ("step_at_crossing",), 5),
    Voice(_T.CHILDREN, _S.SUPPORT, "facility:service_station", "服务站帮忙带娃那两个小时真是救命，希望周六也开。", "双职工家庭", (), 4),
    Voice(_T.OTHER, _S.IDEA, "facility:notice_board", "公告栏的字太小，议事会的结果能不能写大一点，再念给老人听？", "", (), 1),
    Voice(_T.OTHER, _S.WORRY, "lane", "施工请避开中午和高考那几天，去年修路修得没法睡。", "", (), 3),
    Voice(_T.FRUIT, _S.WORRY, "tree:女贞", "The fruit stains the steps of my shop purple from November to March. Bleach does not take it off.", "", ("fruit_pavement",), 3),
    Voice(_T.SHADE, _S.OBJECTION, "tree:女贞", "Please keep these trees. In August this is the only pavement where you can walk at noon.", "", (), 4),
    Voice(_T.TREES, _S.IDEA, "lane", "Why one species for the whole street? A mix would survive the next pest.", "", (), 5),
    Voice(_T.PIPES, _S.WORRY, "lane", "Has anybody checked where the gas line runs before new pits are dug?", "", (), 2),
    Voice(_T.TREES, _S.SUPPORT, "tree:女贞", "Crape myrtle would be lovely, and its roots are easy on the paving.", "", (), 2),
    Voice(_T.FRUIT, _S.IDEA, "lane", "Hang a net under the crowns for the worst weeks. It works where my sister lives.", "", (), 1),
    Voice(_T.ROOFTOP, _S.WORRY, "structure", "Water comes through our ceiling under this shed every time it rains.", "", ("leaking_roof",), 2),
    Voice(_T.SEATS, _S.IDEA, "lane", "A bench halfway to the market, in the shade and with a back to lean on, please.", "", (), 3),
    Voice(_T.CHILDREN, _S.WORRY, "facility:ramp", "With a push chair I have to go round by the road: the kerb is too high here.", "", ("step_at_crossing",), 3),
    Voice(_T.LIGHT, _S.WORRY, "facility:lamp", "This lamp lights the inside of a tree. The pavement below stays dark.", "", (), 2),
    Voice(_T.SAFETY, _S.IDEA, "lane", "Raise the crossing by the market so that cars slow down.", "", (), 2),
    Voice(_T.SHADE, _S.WORRY, "lane", "If you replace them, plant big ones and do one side of the street first.", "", (), 4),
)  # fmt: skip
