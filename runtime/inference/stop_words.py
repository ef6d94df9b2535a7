"""Words that say nothing about what a text is about, in four languages."""

from __future__ import annotations

from functools import cache

_WORDS = {
    "en": """
        a about above after again against all almost alone along already also although always am
        among an and another any anybody anyone anything are aren't around as at away back be
        became because become been before began being below between both but by came can can't
        cannot could couldn't did didn't do does doesn't doing don't done down during each
        either else enough even ever every everybody everyone everything few for from further
        gave get gets give given go goes going gone got had hadn't has hasn't have haven't
        having he her here hers herself him himself his how however i i'd i'll i'm i've if in
        into is isn't it it's its itself just keep kept know last least less let like likely
        long made make makes many may maybe me might mine more most much must my myself near
        need never new next no nobody none nor not nothing now of off often on once one only or
        other others our ours ourselves out over own per perhaps put quite rather really said
        same saw say says see seem seemed seems several shall she should shouldn't since so some
        somebody someone something soon still such take taken than that that's the their theirs
        them themselves then there these they they're thing things think this those though
        through thus till to together too took toward two under until up upon us use used uses
        using very want was wasn't way we well went were weren't what when where whether which
        while who whole whom whose why will with within without won't would wouldn't yes yet you
        you're your yours yourself
    """,
    "es": """
        a al algo algunas algunos ante antes aquí así aunque bajo bien cada casi como cómo con
        contra cual cuál cuando cuándo de del desde donde dónde dos durante e el él ella ellas
        ellos en entre era eran es esa esas ese eso esos esta está están estar estas este esto
        estos fue fueron ha había han hasta hay la las le les lo los más me mi mientras muy nada
        ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque
        puede pueden pues que qué quien quién se sea ser si sí sido sin sobre son su sus también
        tan tanto te tiene tienen toda todas todo todos tras tu tú un una unas uno unos usted
        ustedes y ya yo
    """,
    "de": """
        aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim
        bin bis bist da damit dann das dass dein deine dem den denn der des deshalb die dies
        diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er
        es etwas euch für gegen gibt hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre
        ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jetzt kann kein keine
        keinem keinen können machen man mehr mein meine mich mir mit muss nach nicht nichts noch
        nun nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so sollte
        über um und uns unser unter vom von vor war waren warum was weg weil weiter welche wenn
        wer werde werden wie wieder will wir wird wo wurde wurden zu zum zur zwar zwischen
    """,
    "fr": """
        à ai alors après au aucun aussi autre autres aux avait avant avec avoir bien c car ce
        cela celle celles celui ces cet cette ceux chaque chez comme comment d dans de depuis
        des donc dont du elle elles en encore entre est et étaient était étant été être eu eux
        fait font ici il ils j je jusqu l la là le les leur leurs lors lui m ma mais me même mes
        moi moins mon n ne ni nos notre nous on ont ou où par parce pas pendant peu peut plus
        pour pourquoi qu quand que quel quelle qui s sa sans se sera ses si son sont sous sur t
        ta te tes toi ton tous tout toute toutes très tu un une vers vos votre vous y
    """,
}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Those of a language by its two-letter code, of English for one that is not known."""
    return frozenset(_WORDS.get(language, _WORDS["en"]).split())
