//! The QR code on a document: it leads to the public check.

use qrcode::{EcLevel, QrCode, render::svg};

/// An SVG of the address, with the quiet zone that scanners need (ISO/IEC 18004, 6.3.8).
pub fn svg(address: &str) -> Result<String, qrcode::types::QrError> {
    // Paper gets folded and stamped: a quarter of the code may be lost.
    let code = QrCode::with_error_correction_level(address, EcLevel::Q)?;
    Ok(code.render::<svg::Color<'_>>().quiet_zone(true).module_dimensions(4, 4).build())
}
