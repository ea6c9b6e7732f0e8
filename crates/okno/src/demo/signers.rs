//! Keys and certificates of the demo's agencies, asked of the sandbox's certificate authority the ordinary way.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use base::Cx;

/// An agency's key and certificate as files.
pub(super) struct Made {
    pub agency: String,
    pub key: PathBuf,
    pub certificate: PathBuf,
}

/// Makes what is missing: a key for each agency and a certificate for it from the authority.
pub(super) async fn make(cx: &Cx, folder: &Path, agencies: &[(String, String)], authority: &str) -> Result<Vec<Made>> {
    std::fs::create_dir_all(folder)?;
    let mut made = Vec::with_capacity(agencies.len());
    for (agency, name) in agencies {
        let key = folder.join(format!("{agency}.key.pem"));
        let certificate = folder.join(format!("{agency}.pem"));
        if !certificate.exists() {
            let request = documents::signing::request(cx, name)?;
            let answer = reqwest::Client::new()
                .post(format!("{authority}/ca/certificates"))
                .body(request.csr_pem)
                .send()
                .await?
                .error_for_status()
                .with_context(|| format!("the authority gave no certificate to {agency}"))?;
            std::fs::write(&key, request.key_pem)?;
            std::fs::write(&certificate, answer.text().await?)?;
        }
        made.push(Made { agency: agency.clone(), key, certificate });
    }
    Ok(made)
}
