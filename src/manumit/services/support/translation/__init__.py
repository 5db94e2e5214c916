"""Machine translation between an advocate and a person, where an operator brings an engine: `translator_from` opens it
(CTranslate2 models as Argos packs them; Apertium between Romance languages), `Translator.render` translates or says why
not. Never for danger, consent or safety: a closed reply exists in that language instead (`barred`). Nothing is kept.
"""

from manumit.services.support.translation.apertium import Apertium
from manumit.services.support.translation.argos import Argos
from manumit.services.support.translation.guard import barred
from manumit.services.support.translation.slot import Engine, Rendered, Translator, translator_from

__all__ = ["Apertium", "Argos", "Engine", "Rendered", "Translator", "barred", "translator_from"]
