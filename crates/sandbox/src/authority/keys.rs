//! Private keys: P-256, kept as PKCS #8 in files that the owner alone may read.

use std::{fs::OpenOptions, io::Write, os::unix::fs::OpenOptionsExt, path::Path};

use anyhow::Context;
use base::Cx;
use p256::{
    ecdsa::SigningKey,
    pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding},
};

pub(super) fn generate(cx: &Cx) -> anyhow::Result<SigningKey> {
    // Out of 2^256 values some 2^224 are no key; a second draw never happens in practice.
    (0..8).find_map(|_| SigningKey::from_slice(&cx.bytes::<32>()).ok()).context("the random source gives no key")
}

pub(super) fn read(file: &Path) -> anyhow::Result<SigningKey> {
    let pem = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    SigningKey::from_pkcs8_pem(&pem).map_err(|wrong| anyhow::anyhow!("{}: {wrong}", file.display()))
}

pub(super) fn write(file: &Path, key: &SigningKey) -> anyhow::Result<()> {
    let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(|wrong| anyhow::anyhow!("{wrong}"))?;
    let mut options = OpenOptions::new();
    let mut opened = options.write(true).create(true).truncate(true).mode(0o600).open(file)?;
    opened.write_all(pem.as_bytes())?;
    opened.sync_all()?;
    Ok(())
}

pub(super) fn to_der(key: &SigningKey) -> anyhow::Result<Vec<u8>> {
    Ok(key.to_pkcs8_der().map_err(|wrong| anyhow::anyhow!("{wrong}"))?.as_bytes().to_vec())
}
