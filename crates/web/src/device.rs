//! The browser and the network that a request came from, for limits and for noticing new devices.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use axum::extract::{ConnectInfo, FromRequestParts};
use base::{Cx, Uuid};
use http::{Extensions, HeaderMap, request::Parts};

use crate::{Failure, visit::Visit};

/// The browser, by a random cookie that it keeps for two years. Not a proof of anybody's identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Device {
    /// 122 random bits.
    pub id: Uuid,
    /// Whether this request is the first that we see of it.
    pub is_new: bool,
}

impl Device {
    /// From the cookie, or a new one when there is none or it is not ours.
    pub(crate) fn from_cookie(value: Option<&str>, cx: &Cx) -> Self {
        match value.and_then(|text| Uuid::try_parse(text).ok()) {
            Some(id) => Self { id, is_new: false },
            None => Self { id: random_id(cx), is_new: true },
        }
    }
}

/// Random throughout, unlike the ids of rows: nobody can guess it from the time of a visit.
fn random_id(cx: &Cx) -> Uuid {
    let bits = u128::from_be_bytes(cx.bytes());
    let version = 4 << 76;
    let variant = 2 << 62;
    Uuid::from_u128(bits & !(0xf << 76) & !(3 << 62) | version | variant)
}

impl<S: Sync> FromRequestParts<S> for Device {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        Ok(Visit::of(&parts.extensions)?.device)
    }
}

/// The network of the client, coarse enough that a person does not escape a limit by taking the next address of the same
/// line: IPv4 to /24, IPv6 to /64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network(pub String);

impl Network {
    /// Reads the client's address: the peer's, or, behind `proxies` proxies of our own, the one that the outermost of them
    /// wrote last into `X-Forwarded-For`. What stands further left was written by the client and proves nothing.
    pub(crate) fn of(headers: &HeaderMap, extensions: &Extensions, proxies: usize) -> Self {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let forwarded = (proxies > 0).then(|| forwarded_for(headers, proxies)).flatten();
        Self(forwarded.or(peer).map_or_else(|| "unknown".to_owned(), network))
    }
}

fn forwarded_for(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let lines: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    lines.join(",").rsplit(',').nth(proxies - 1)?.trim().parse().ok()
}

fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{}/24", Ipv4Addr::new(a, b, c, 0))
        }
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Network {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_else(|| Self("unknown".to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn addresses_become_networks() {
        assert_eq!(network("203.0.113.77".parse().unwrap()), "203.0.113.0/24");
        assert_eq!(network("::ffff:203.0.113.77".parse().unwrap()), "203.0.113.0/24");
        assert_eq!(network("2001:db8:1:2:3:4:5:6".parse().unwrap()), "2001:db8:1:2::/64");
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static("1.1.1.1, 198.51.100.9"));
        assert_eq!(Network::of(&headers, &Extensions::new(), 1).0, "198.51.100.0/24");
        assert_eq!(Network::of(&headers, &Extensions::new(), 0).0, "unknown");
    }
}
