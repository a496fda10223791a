//! What this browser keeps of it: for whom it is on, and as what it was told to the server.

use crate::browser::storage;
use domain::id::UserId;

/// Where it keeps that.
const KEY: &str = "porchlight.push";

/// As what it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// The server's key.
    pub(super) key: String,
    /// The address at the push service.
    pub(super) endpoint: String,
}

impl Kept {
    /// What is kept for a user; nothing if it is on for somebody else, or for nobody.
    pub(super) fn of(user: UserId) -> Option<Self> {
        Self::read(&storage::read(KEY)?, user)
    }

    /// Keeps it for a user.
    pub(super) fn keep(&self, user: UserId) {
        storage::write(KEY, &format!("{user} {} {}", self.key, self.endpoint));
    }

    fn read(text: &str, user: UserId) -> Option<Self> {
        let (of, rest) = text.split_once(' ')?;
        let (key, endpoint) = rest.split_once(' ')?;
        let is_his = of.parse::<UserId>().is_ok_and(|of| of == user);
        is_his.then(|| Self {
            key: key.to_owned(),
            endpoint: endpoint.to_owned(),
        })
    }
}

/// Whether it is on in this browser for a user.
pub(crate) fn is_on(user: UserId) -> bool {
    Kept::of(user).is_some()
}

/// It is on for nobody.
pub(super) fn forget() {
    storage::remove(KEY);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_on_for_one_user_of_a_browser() {
        let (mara, ben) = (
            "00000000-0000-0000-0000-000000000001",
            "00000000-0000-0000-0000-000000000002",
        );
        let text = format!("{mara} key https://push.example/a");
        let kept = Kept::read(&text, mara.parse().unwrap());
        let expected = Kept {
            key: "key".to_owned(),
            endpoint: "https://push.example/a".to_owned(),
        };
        assert_eq!(kept, Some(expected));
        assert_eq!(Kept::read(&text, ben.parse().unwrap()), None);
        assert_eq!(Kept::read("1", mara.parse().unwrap()), None);
    }
}
