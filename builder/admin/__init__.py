"""The operator's window at `/admin/`: every entity, and the verbs that mend what went wrong.

It shows more than it changes: what people made is changed by them, in the canvas or over the API.
Every change made here is an action, with its own rules.
"""

from django.contrib import admin

from builder.admin import accounts, connections, models, runs, shares, workflows
from builder.admin.accounts import SignIn

__all__ = ["accounts", "connections", "models", "runs", "shares", "workflows"]

admin.site.site_header = admin.site.site_title = "Weft"
admin.site.index_title = "Operations"
admin.site.login_form = SignIn
admin.site.disable_action("delete_selected")
