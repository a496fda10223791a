//! Passwords: Argon2id, away from the threads that serve, and few at a time since each takes 19 MiB.

use crate::error::Error;
use tokio::sync::Semaphore;

/// Hashes computed at the same time.
const AT_ONCE: usize = 2;
/// Of a password that nobody has, so that an unknown address takes as long as a known one.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2E$Ef62M+AcF4GJmS4ZqMuwqPbLmkVWg4n4j9gyk6ku5Xk";

/// Computes hashes.
#[derive(Debug)]
pub(super) struct Passwords {
    turns: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        Self {
            turns: Semaphore::new(AT_ONCE),
        }
    }
}

impl Passwords {
    /// What is kept of a password.
    pub(super) async fn hash(&self, password: String) -> Result<String, Error> {
        self.compute(move || password_auth::generate_hash(password))
            .await
    }

    /// Whether this is the password; the same work is done if there is none to compare with.
    pub(super) async fn is_right(
        &self,
        password: String,
        hash: Option<String>,
    ) -> Result<bool, Error> {
        self.compute(move || {
            let compared = hash.as_deref().unwrap_or(NOBODYS);
            let is_same = password_auth::verify_password(password, compared).is_ok();
            is_same && hash.is_some()
        })
        .await
    }

    async fn compute<T, F>(&self, work: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let failed = |error| Error::Failed(error);
        let turn = self
            .turns
            .acquire()
            .await
            .map_err(|error| failed(Box::new(error)))?;
        let done = tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| failed(Box::new(error)));
        drop(turn);
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_right_only_for_its_own_hash() {
        let passwords = Passwords::default();
        let hash = passwords.hash("correct horse".to_owned()).await.unwrap();
        let is_right =
            |password: &str, hash: Option<String>| passwords.is_right(password.to_owned(), hash);
        assert!(is_right("correct horse", Some(hash.clone())).await.unwrap());
        assert!(!is_right("correct horsf", Some(hash)).await.unwrap());
        assert!(!is_right("correct horse", None).await.unwrap());
    }

    #[test]
    fn nobodys_hash_costs_what_a_real_one_costs() {
        assert_eq!(password_auth::is_hash_obsolete(NOBODYS).ok(), Some(false));
    }
}
