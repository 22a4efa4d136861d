"""All rooms' addresses for programs, under /api/."""

from berdaya.api.areas import router as areas
from berdaya.api.base import Api
from berdaya.insights.api import figures
from berdaya.people.api import families, persons
from berdaya.surveys.api import instruments, surveys

api = Api()
api.add_router("/areas", areas)
api.add_router("/instruments", instruments)
api.add_router("/families", families)
api.add_router("/persons", persons)
api.add_router("/surveys", surveys)
api.add_router("/figures", figures)
