"""What the design system registers: its templates, its assets, and the style guide in demos."""

from lms.core.features import Feature
from lms.design import assets, links, style_guide

FEATURE = Feature(
    name="design",
    blueprints=(links.blueprint, assets.blueprint),
    demo_blueprints=(style_guide.blueprint,),
)
