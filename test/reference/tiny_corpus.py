"""Sentences to train the tiny tokenizer on: video prompts combined from word lists, in a fixed pseudo-random order.

Emoji and rare characters are left out on purpose, so that prompts with them exercise the unknown token.
"""

import random

SUBJECTS = """a small orange cat|an old fisherman|two young children|a red vintage car|the white horse|a woman in a blue dress
a golden retriever|the city skyline|a tall lighthouse|a cup of coffee|a flock of birds|the astronaut|an elderly painter|a wooden boat
a black motorcycle|the street musician|a hummingbird|a field of sunflowers|the mountain river|a steam train|a robot|a dancer
the chef|a butterfly|a paper lantern|a ship|the waterfall|a fox|an owl|a glass bottle|a snow leopard|the orchestra""".replace("\n", "|").split("|")
ACTIONS = """walks slowly along the beach|looks at the camera and smiles|runs through tall grass|is spinning in slow motion
turns its head to the left|flies over the rooftops|drifts down the river|opens the door and steps inside|stretches and yawns
plays the violin|jumps over a fence|raises one hand and waves|rests on a wooden table|disappears into the fog|swims under the water
dances in the rain|climbs the steep path|breaks into many pieces|glows softly in the dark|moves closer to the window
steam rises from the surface|leaves fall all around|wind blows through the hair""".replace("\n", "|").split("|")
PLACES = """at sunset|in a quiet forest|on a busy street in Tokyo|under the northern lights|in the kitchen of a small restaurant
beside a frozen lake|in the desert at noon|inside an abandoned factory|on the deck of a ship|in front of a stone bridge
above the clouds|during a heavy thunderstorm|in the early morning light|at night with neon signs|near the old harbour""".replace("\n", "|").split("|")
STYLES = """cinematic lighting|shallow depth of field|wide angle shot|the camera slowly pans to the right|close-up|handheld camera
35mm film grain|soft pastel colours|high contrast|ultra detailed, 4K|documentary style|time-lapse|dolly zoom|low angle
realistic textures|warm tones|dramatic shadows|aerial drone view|static camera|anime style|watercolor painting""".replace("\n", "|").split("|")
OTHER = """Une vieille femme marche dans la forêt près du château, la caméra recule lentement.
Ein kleiner Junge läuft über die Brücke, während es schneit; große Tannen im Hintergrund.
El niño corre por la playa al atardecer, cámara lenta, colores cálidos.
Uma criança sorri na janela, com luz suave da manhã. Não há ninguém na rua.
It's 7:30 p.m. -- "don't blink", she said (quietly) & left at 100%; see #3, p. 26/58 @ home * 9 = ~4 + $5 <end> [x] {y} ^ | \\ ` ! ?
The quick brown fox jumps over the lazy dog. THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG. 0123456789""".split("\n")
WORDS = """about above across action actor after again against air airplane alive all almost alone along already also always among ancient and animal
another answer any apple architecture are arm around arrive art asleep at atmosphere autumn away baby back background balcony ball bamboo band bank
bar bare battle bear beard beautiful because bed before begin behind being believe bell below bend best better between big bike birthday bite bitter
blanket blood bloom blue boat body bone book both bottom bowl box boy brave bread breathe bright bring broken brother brown bubble building burn bus
but butter button buy cake calm came can candle car card care carry castle catch cave celebrate center century chain chair change character cheerful
child chocolate choose church circle clean clear clock close cloth clothes cloudy coast coat cold colorful come composition concert continuous cook
cool corner costume cotton could country couple cover crash create crowd crystal cup curtain curve cut cute dark daughter dawn day deep deer design
detailed did different dinner direction distance dive doctor dog dragon dream dress drink drive drop drum dry dusk dust each early earth easy eat edge
egg eight electric elegant elephant emotion empty end energy engine enough enter epic evening every exciting explosion expression eye face fairy fall
family famous fantasy far farm fashion fast father feather feel feet female festival few fight figure fill final find finger fire fireworks first fish
five flag flame flat floor flow flower fluid focus follow food foot foreground forest form forward four frame free fresh friend from fruit full funny
fur future galaxy game garden gate gentle giant girl give glass glide go gold good graceful grand great green grey ground group grow guitar had hair
half hall hand hang happy hard has hat have he head hear heart heavy height held helmet help her here hero hidden high hill him his hold home honey
hope horizon horse hot hotel hour house how huge human hundred hungry ice idea if image imagine important in inside intense interior into iron is
island it its jacket japanese join journey joy juice jungle just keep key kid kind king kiss kitten knife know lady lake lamp land large last late
laugh lava lead leaf learn leather leave left leg lens less let letter level life lift light like line lion lips little live long look lost loud love
low machine made magic majestic make male man many map market marble mask master may me meadow medium meet melt metal middle might milk mind mirror
mist modern moment monkey monster moon more morning most mother motion mouth move movie much museum music must my mysterious name narrow nature near
neck need nest never new next nice night nine no noise north nose not nothing now number ocean of off office old on once one only open or orange
other our out outfit over own page paint palace panda paper park part party pass past path pattern peaceful people perfect person perspective phone
photo piano picture piece pink place plain planet plant plate play please pocket point police pool portrait possible pour power present pretty prince
princess proud pull purple push queen quick quiet rabbit race railway rainbow ray reach read ready real red reflection relax remain remember reveal
rich ride right ring rise river road rock roll romantic roof room rope rose rotate rough round row royal run rush sad sail salt same sand save scary
scene school science scene sea search season seat second secret see seem seen send serene serious set seven shadow shake shape sharp she shelf shine
shiny shoe shop shore short shot should shoulder show side sign silent silver simple since sing single sister sit six size skin sky sleep slide
slightly slow small smell smoke smooth snake snow so soft soldier some son song soon sound soup south space spark sparkle speak special speed spin
spirit splash spread spring square stage stand star start stay steel step still stone stop storm story straight strange stream strong style subject
such suddenly suit summer sun surprise surround sweet swing sword table take talk tall taste tea teacher team tear tell temple ten tent than that
the their them then there these they thick thin thing think third this those thousand three throw tiger time tiny tired to today together tone too
top toward town toy track traditional traffic transform travel tree triangle truck true try turtle twelve twin two umbrella uncle universe up use
valley vast vehicle velvet very vibrant video view village violet vivid voice volcano wait wake walk wall want war warrior wash watch wave way wear
weather wedding week weight welcome well west wet whale what wheel when where which while whisper white who why wife wild will winter wise wish with
wolf wonder wood word work world would write year yellow yes yet you young your zebra zero zoom""".split()
CHINESE_WORDS = """的 了 在 是 我 你 他 她 它 们 这 那 有 和 不 一 二 三 四 五 六 七 八 九 十 个 只 位 条 上 下 左 右 前 后 里 外 中 大 小 多 少 高 低 长 短
天空 地球 月亮 太阳 星星 白云 山谷 森林 树木 花朵 草原 沙漠 岛屿 湖泊 桥梁 道路 街道 建筑 房子 城堡 花园 公园 学校 商店 厨房 餐厅 火车 飞机 船只 自行车
春天 夏天 秋天 冬天 早上 中午 下午 晚上 夜空 阳光 月光 灯光 影子 颜色 红色 黄色 绿色 黑色 白色 紫色 金色 银色 男孩 女孩 男人 女人 朋友 家人 老师 医生
吃饭 喝水 说话 唱歌 读书 写字 睡觉 起床 站立 行走 奔跑 跳跃 飞翔 游泳 旋转 移动 变化 出现 靠近 远离 开始 结束 慢慢 快速 轻轻 突然 一起 非常 十分 美丽
安静 热闹 温柔 明亮 黑暗 清晰 模糊 真实 梦幻 古代 现代 未来 科技 自然 动物 老虎 狮子 大象 熊猫 兔子 鸟儿 鱼儿 蝴蝶 龙 音乐 舞蹈 电影 照片 视频 画面
中国 北京 上海 世界 人类 眼睛 头发 手臂 衣服 帽子 鞋子 雨伞 杯子 桌子 椅子 窗户 蜡烛 火焰 烟雾 水滴 冰雪 海浪 波光 倒影 背景 前景 中景 近景 全景 镜头""".split()
JAPANESE_WORDS = """です ます した して いる ある こと もの から まで ように そして とても 空 海 山 川 花 犬 猫 鳥 魚 人 朝 昼 夜 春 夏 秋 冬 カメラ ビデオ ライト
ダンス ビル ホテル パン テーブル ドア ネコ イヌ クルマ ゲーム アニメ きれい 静か 赤い 青い 白い 黒い 大きい 新しい 古い 走る 歩く 飛ぶ 見る 笑う 泳ぐ""".split()
CHINESE_SUBJECTS = """一只橘色的小猫|一位老人|两个孩子|一辆红色的汽车|一匹白马|穿蓝色裙子的女孩|一只金毛犬|城市的天际线|一杯咖啡|一群飞鸟|宇航员|一艘木船
高山上的河流|街头音乐家|向日葵花田|一列蒸汽火车|机器人|舞者|厨师|一只狐狸|大海|瀑布|戴眼镜的男人|古老的寺庙""".replace("\n", "|").split("|")
CHINESE_ACTIONS = """在海滩上慢慢行走|看着镜头微笑|在草地上奔跑|缓缓转头|飞过屋顶|打开门走进房间|伸懒腰打哈欠|在雨中跳舞|举起手挥动|消失在雾中|在水下游泳
静静地坐在窗边|拉小提琴|向前移动|热气升起|树叶飘落|风吹动头发""".replace("\n", "|").split("|")
CHINESE_STYLES = """电影质感|浅景深|广角镜头|镜头缓慢向右移动|特写|暖色调|高对比度|超高清细节|纪录片风格|航拍视角|柔和的晨光|夕阳|夜晚的霓虹灯|下雪|真实的纹理|动漫风格""".split("|")
NEGATIVE = "色调艳丽，过曝，静态，细节模糊不清，字幕，风格，作品，画作，画面，静止，整体发灰，最差质量，低质量，JPEG压缩残留，丑陋的，残缺的，多余的手指，画得不好的手部，画得不好的脸部，畸形的，毁容的，形态畸形的肢体，手指融合，静止不动的画面，杂乱的背景，三条腿，背景人很多，倒着走"
NEGATIVE_I2V = "镜头晃动，" + NEGATIVE
JAPANESE = """夕日の海辺を小さな猫がゆっくり歩いている。|少女がカメラに向かって微笑む、柔らかい光。|東京の夜、ネオンの看板と雨に濡れた道路。|桜の花びらが風に舞い散る。
古いお寺の前で、老人が静かに座っています。|電車が雪の山を走り抜ける、映画のような映像。|コーヒーカップから湯気が立ちのぼる。|ロボットがダンスを踊っている。""".replace("\n", "|").split("|")


def sentences():
    """Returns about 6,000 lines, always the same ones."""
    draw = random.Random(20_240_611)
    lines = []
    for _ in range(900):
        line = f"{draw.choice(SUBJECTS)} {draw.choice(ACTIONS)} {draw.choice(PLACES)}, {draw.choice(STYLES)}, {draw.choice(STYLES)}."
        lines.append(line[0].upper() + line[1:])
    for _ in range(400):
        lines.append(f"{draw.choice(CHINESE_SUBJECTS)}{draw.choice(CHINESE_ACTIONS)}，{draw.choice(CHINESE_STYLES)}，{draw.choice(CHINESE_STYLES)}。")
    for _ in range(20):
        lines += OTHER + JAPANESE + [NEGATIVE_I2V]
    for _ in range(40):
        for words in (WORDS, CHINESE_WORDS, JAPANESE_WORDS):
            shuffled = draw.sample(words, len(words))
            lines += [" ".join(shuffled[i : i + 12]) for i in range(0, len(shuffled), 12)]
    lines += [f"{draw.choice(CHINESE_STYLES)}、{draw.choice(JAPANESE)}" for _ in range(40)]
    return lines
