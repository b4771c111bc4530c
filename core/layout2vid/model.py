"""Layout2Vid whole: grounding tokens, guided UNet, codec; and the shapes of the embedded one."""

from __future__ import annotations

from dataclasses import dataclass

from torch import nn

from core.grounding.tokens import GroundingTokens, TokenShape
from core.layout2vid.guided_attention import Span
from core.layout2vid.unet import Layout2VidUNet, UNetShape


@dataclass(frozen=True)
class LayoutShape:
    """The denoiser's two parts and how its guided attention spans."""

    unet: UNetShape
    tokens: TokenShape
    span: Span


EMBEDDED = LayoutShape(
    unet=UNetShape(
        channels=24, block_out_channels=(96, 192), cross_attention_levels=2, layers_per_block=1,
        text_dim=256, head_dim=32, sample_size=16, temporal=False,
    ),
    tokens=TokenShape(
        image_dim=768, text_dim=768, token_dim=192, hidden_dim=256, n_frequencies=8,
        cells=8, cell_width=12, canvas_width=128, canvas_channels=8,
    ),
    span="box",
)  # fmt: skip


class Layout2Vid(nn.Module):
    """What is trained together: `tokens` encodes grounding, `unet` denoises under it."""

    def __init__(self, shape: LayoutShape = EMBEDDED) -> None:
        super().__init__()
        self.shape = shape
        self.tokens = GroundingTokens(shape.tokens)
        self.unet = Layout2VidUNet(
            shape.unet, shape.span, shape.tokens.token_dim, shape.tokens.canvas_channels
        )

    def guided_parameters(self) -> list[nn.Parameter]:
        """Grounding MLP and guided attention: all that the paper's recipe trains."""
        return [*self.tokens.parameters(), *self.unet.guided_parameters()]
