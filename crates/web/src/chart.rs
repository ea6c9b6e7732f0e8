//! Small charts drawn on the server as SVG, without any inline style.

use std::fmt::Write as _;

use crate::Html;

/// One bar of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it stands for, ready to be shown.
    pub label: String,
    /// How much.
    pub value: u64,
}

/// A row of bars on a common scale, with a title for those who cannot see it and a tooltip on each bar.
pub fn bars(title: &str, bars: &[Bar]) -> Html {
    const STEP: usize = 13;
    const BAR: usize = 9;
    const HEIGHT: u64 = 40;
    let top = bars.iter().map(|bar| bar.value).max().unwrap_or(0).max(1);
    let width = (bars.len() * STEP).max(STEP);
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {HEIGHT}\" role=\"img\" aria-label=\"{}\" preserveAspectRatio=\"none\">",
        Html::escaped(title)
    );
    for (place, bar) in bars.iter().enumerate() {
        // A value of nothing still shows a hair, so that the day is seen to be there.
        let tall = (bar.value * HEIGHT / top).max(1);
        let _infallible = write!(
            svg,
            "<rect x=\"{}\" y=\"{}\" width=\"{BAR}\" height=\"{tall}\" rx=\"2\"><title>{}: {}</title></rect>",
            place * STEP + 2,
            HEIGHT - tall,
            Html::escaped(&bar.label),
            bar.value
        );
    }
    svg.push_str("</svg>");
    Html(svg)
}
