//! «Настройки»: contacts, language, sessions and devices, the history of operations, and who looked at the data.

pub(crate) mod pages;
pub(crate) mod password;
pub(crate) mod sessions;
