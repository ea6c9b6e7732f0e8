//! Who looks at the page, as far as the header must know.

use std::sync::{Arc, OnceLock};

use http::Extensions;

/// The signed-in person as the header shows them. The identity slice attaches it to the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// How the person is addressed: «Вера Ветрова».
    pub name: String,
    /// Translation key of the account's level; the header shows the message `<key>-short`.
    pub level_key: &'static str,
    /// Whether the identity is proved.
    pub verified: bool,
    /// How many notices were not read yet.
    pub unread: u32,
    /// The role and the office, for members of staff.
    pub staff: Option<StaffViewer>,
}

/// A member of staff as the desk's header shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffViewer {
    /// Translation key of the role.
    pub role_key: &'static str,
    /// The agency or centre, ready to be shown.
    pub office: String,
}

/// Where the error pages, made outside of the identity layer, find who was looking.
#[derive(Clone, Default)]
pub(crate) struct ViewerSlot(pub(crate) Arc<OnceLock<Viewer>>);

impl Viewer {
    /// The tone of the level's badge.
    pub fn tone(&self) -> &'static str {
        if self.verified { "good" } else { "neutral" }
    }

    /// Attaches the viewer to the request, so that every page and error page shows them.
    pub fn attach(self, extensions: &mut Extensions) {
        if let Some(slot) = extensions.get::<ViewerSlot>() {
            // Set once per request; a second attachment of the same request changes nothing for error pages.
            let _already = slot.0.set(self.clone());
        }
        extensions.insert(self);
    }
}
