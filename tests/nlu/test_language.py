"""Which language a message is in. The English ones matter most: nobody may be sent away for their spelling."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from bot.nlu.language import detect

ROOT = Path(__file__).parents[2]
HELD_OUT = ROOT / "tests" / "data"
LANGUAGES = ROOT / "data" / "languages.yml"

FOREIGN = [
    ("Φοβάμαι να κλάψω μπροστά της", "el"),
    ("هل يمكنني حجز موعد", "ar"),
    ("мне стыдно плакать", "ru"),
    ("мені соромно плакати, що її дратує", "uk"),
    ("我在治疗时哭了", "zh"),
    ("泣いてしまいました", "ja"),
    ("치료 중에 울었어요", "ko"),
    ("मुझे रोना आता है", "hi"),
    ("אני בוכה הרבה", "he"),
    ("me da vergüenza llorar", "es"),
    ("me da verguenza llorar", "es"),
    ("hola", "es"),
    ("muss ich weinen wenn ich nicht will", "de"),
    ("guten tag, ich brauche hilfe", "de"),
    ("j'ai peur de pleurer devant elle", "fr"),
    ("bonjour", "fr"),
    ("posso prendere un appuntamento", "it"),
    ("ik wil graag een afspraak maken", "nl"),
    ("wstydzę się płakać", "pl"),
    ("eu choro muito na terapia", "pt"),
    ("çok ağlıyorum", "tr"),
    ("jag vill boka en tid", "sv"),
    ("vreau o programare vă rog", "ro"),
]

# Two to four words, as people type into a small box; the last ones of Greek, Arabic, Russian and Hindi in Latin letters.
SHORT = """
el: θέλω ραντεβού | γεια σας | πόσο κοστίζει | thelo rantevou parakalo | kalimera sas | den boro na stamatiso na klaio | ti na kano | fovamai na klapso
es: quiero una cita | tengo miedo | no puedo parar de llorar | cuanto cuesta | buenos dias | lloro mucho | por que lloro tanto | es normal llorar | hablan español | necesito hablar con alguien
de: ich brauche hilfe | was kostet das | guten morgen | ich weine viel | darf ich weinen | ist das normal | sprechen sie deutsch | termin bitte | warum weine ich | ich habe angst
fr: je pleure beaucoup | c'est combien | je voudrais un rendez-vous | j'ai honte | parlez-vous français | est-ce normal | pourquoi je pleure | bonjour madame | aidez moi svp | combien ça coûte
it: ho paura | quanto costa | vorrei un appuntamento | è normale piangere | piango sempre | mi vergogno | parlate italiano | buona sera | perché piango
nl: ik huil veel | wat kost het | ik schaam me | mag ik huilen | goedemorgen | ik wil een afspraak | spreekt u nederlands | is dat normaal | waarom huil ik
pl: boję się | ile to kosztuje | dzień dobry | czy to normalne | dlaczego płaczę | wstydze sie plakac | chcę umówić wizytę | mówicie po polsku | potrzebuję pomocy | nie moge przestac plakac
pt: tenho medo | quanto custa | bom dia | choro muito | é normal chorar | quero marcar consulta | por que eu choro | não consigo parar | preciso de ajuda | vocês falam português
tr: yardım lazım | ne kadar | günaydın | neden ağlıyorum | randevu almak istiyorum | utanıyorum | bu normal mi | cok agliyorum | türkçe biliyor musunuz | aglamaktan korkuyorum
ar: أريد موعد | كم السعر | أنا أبكي كثيرا | مرحبا | هل هذا طبيعي | ana batool keteer | 3ayez maw3ed | ana khayef abki | marhaba kifak
ru: мне страшно | сколько стоит | здравствуйте | я много плачу | это нормально | mne ochen strashno | privet kak dela
zh: 你好 | 多少钱 | 我想预约 | 我一直哭 | 哭正常吗
ro: îmi este frică | cât costă
sv: jag gråter mycket | vad kostar det
hi: मैं बहुत रोता हूँ | mujhe rona aata hai | kya aap hindi bolte hain
"""

ENGLISH = [
    "",
    "?",
    "ok",
    "no",
    "hi",
    "idk tbh",
    "y am i like dis",
    "cnt stop cryin lol",
    "therapist sed wat",
    "Siobhán Ní Bhriain is my counsellor",
    "my babcia from Łódź never cried",
    "abuela said no llores, what does she mean",
    "he said je ne sais quoi and I wept",
    "was it die or dye",
    "qwertyuiop",
    "😭😭",
    "10/10 would cry again",
    "doc is a man, fine, but am i fast or late",
    "the Greek for tears is δάκρυα",
    "naive café résumé",
]

WITH_FOREIGN_WORDS = """
hi there
ciao bella was on the radio
I cry in Spanish
can I speak Polish with her
my abuela used to say no llores
is crying normal
normal?
he's from Porto and so am I
mi mum says hi
por favor is all the Spanish I know
no se if that makes sense
Ana is my therapist
is Dr. Schmidt in on Monday
Jean-Pierre cried, is that a thing
my oma died in Utrecht
what does 'weltschmerz' mean
c'est la vie I suppose
que sera sera
help pls
me no cry
do it
is it on
lol omg
im an idiot
tissue?
on my own
a man in die Welt
was ist das? my gran would say
my son is called Kai and my daughter Mia
cant sleep cant eat
y do i cry so much
plz help me
am i ok
de nada she said
adios amigo haha
salaam, is it haram to cry
inshallah it helps
my yiayia never cried
no me gusta is all he says
non merci
wat do i do
ik how it feels tbh
ik ik its dumb
u ok hun
no
per session or per hour
is a ten ok
hoe long is a session
Hasta la vista baby
the dad cried
Ich bin ein Berliner, as the man said
hola! I'd like to book
bonjour, do you do online sessions
idk man
wo is me
den was quiet
pa died in may
ma cried
sos my phone died
gracias for the help
cant u just tell me
por vs rich therapy, is it worth it
muy sad lol
i am tres upset
ne1 there
to cry or not to cry
se la vie
"""


@pytest.mark.parametrize(("text", "code"), FOREIGN)
def test_another_language_is_recognised(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_never_called_foreign(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize("line", SHORT.strip().splitlines())
def test_a_few_words_are_enough(line: str) -> None:
    code, _, texts = line.partition(": ")
    assert {text: detect(text) for text in texts.split(" | ")} == {text: code for text in texts.split(" | ")}


def test_names_and_foreign_words_leave_english_english() -> None:
    assert {text: detect(text) for text in WITH_FOREIGN_WORDS.strip().splitlines() if detect(text) != "en"} == {}


def test_every_language_of_the_data_can_be_told() -> None:
    codes = {entry["code"] for entry in yaml.safe_load(LANGUAGES.read_text(encoding="utf-8"))["languages"]}
    assert codes <= {code for _, code in FOREIGN} | {line.partition(":")[0] for line in SHORT.strip().splitlines()}


def test_no_english_message_of_the_held_out_sets_is_called_foreign() -> None:
    for name in ("inscope", "personal", "two_worries", "assistant", "concerns"):
        rows = [json.loads(line) for line in (HELD_OUT / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [row["id"] for row in rows if detect(row["text"]) != "en"] == [], name
