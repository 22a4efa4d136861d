"""All rooms' addresses for programs, under /api/."""

from berdaya.api.areas import router as areas
from berdaya.api.base import Api
from berdaya.consents.api import consents
from berdaya.followups.api import followups
from berdaya.imports.api import imports
from berdaya.insights.api import figures
from berdaya.insights.duplicates_api import duplicates
from berdaya.life.api import events
from berdaya.people.api import families
from berdaya.people.persons_api import persons
from berdaya.surveys.api import instruments, surveys
from berdaya.surveys.known_api import known_facts_of

api = Api()
api.add_router("/areas", areas)
api.add_router("/instruments", instruments)
api.add_router("/families", families)
api.add_router("/persons", persons)
api.add_router("/life-events", events)
api.add_router("/consents", consents)
api.add_router("/surveys", surveys)
api.add_router("/surveys/known-facts", known_facts_of)
api.add_router("/follow-ups", followups)
api.add_router("/duplicates", duplicates)
api.add_router("/imports", imports)
api.add_router("/figures", figures)
