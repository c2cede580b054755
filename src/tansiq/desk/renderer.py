"""How Django draws a form here: `{{ form }}` and `{{ form.name.as_field_group }}` in our look."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Set as FORM_RENDERER; `django.forms` must stand in INSTALLED_APPS for the widgets' templates."""

    form_template_name = "web/forms/div.html"
    field_template_name = "web/field.html"
