//! What can go wrong with the contents of attachments. Of what another server wrote, only the name of a fault and a few words are told.

use crate::error::Error;

/// How much of what another server says is told, in characters.
const TOLD: usize = 100;

/// Why a content was not kept, read or removed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// There is none.
    #[error("there is no such content")]
    Gone,
    /// The folder cannot be used so.
    #[error("{0}")]
    Folder(#[source] object_store::Error),
    /// The bucket said no, with the name that S3 has for the reason.
    #[error("it refuses ({0})")]
    Refused(String),
    /// The bucket failed, or could not be reached.
    #[error("{0}")]
    Failed(String),
    /// Nothing came of it in time.
    #[error("it does not answer")]
    Silent,
}

/// What a place for contents is not good for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unusable {
    /// Nothing can be kept there.
    #[error("nothing can be written there: {0}")]
    Unwritten(#[source] Trouble),
    /// Nothing comes back.
    #[error("what was written there cannot be read: {0}")]
    Unread(#[source] Trouble),
    /// Nothing goes away.
    #[error("what was written there cannot be deleted: {0}")]
    Undeleted(#[source] Trouble),
}

impl Trouble {
    /// What went wrong in a folder.
    pub(super) fn of_folder(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::Gone,
            error => Self::Folder(error),
        }
    }

    /// What went wrong with a bucket. A content counts as gone only by the word of S3 for that: a whole bucket that is missing, or
    /// somebody else who answers, is a failure, or contents that are to be erased would be taken for erased.
    pub(super) fn of_bucket(error: &object_store::Error) -> Self {
        let told = root(error);
        match code(&told) {
            Some("NoSuchKey") => Self::Gone,
            Some(code) => Self::Refused(code.to_owned()),
            None => Self::Failed(shortened(&told)),
        }
    }
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Gone => Self::NotFound,
            trouble => Self::Failed(Box::new(trouble)),
        }
    }
}

/// What lies under all that wraps it.
fn root(error: &object_store::Error) -> String {
    let mut deepest: &dyn std::error::Error = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

/// The name of a fault in an answer of S3.
fn code(told: &str) -> Option<&str> {
    let (_, rest) = told.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    let is_name = code.len() <= TOLD && code.chars().all(|c| c.is_ascii_alphanumeric());
    is_name.then_some(code)
}

/// The beginning, without a page that may follow.
fn shortened(told: &str) -> String {
    let words = told.split('<').next().unwrap_or_default();
    let words = words.chars().filter(|c| !c.is_control());
    let words: String = words.take(TOLD).collect();
    words.trim_end_matches([' ', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_by_its_name_and_nothing_else() {
        let answer = |code: &str| format!("403: <Error><Code>{code}</Code><Key>a</Key></Error>");
        assert_eq!(code(&answer("AccessDenied")), Some("AccessDenied"));
        assert_eq!(code(&answer(&"a".repeat(TOLD))), Some(&*"a".repeat(TOLD)));
        for wrong in [&*"a".repeat(TOLD + 1), "a b", "<b>", "é"] {
            assert_eq!(code(&answer(wrong)), None, "{wrong}");
        }
        assert_eq!(code("no answer of S3"), None);
    }

    #[test]
    fn of_anything_else_a_few_words_are_told() {
        assert_eq!(shortened("500 Oh: <html>page</html>"), "500 Oh");
        assert_eq!(shortened("a\nb\u{1b}[31m"), "ab[31m");
        assert_eq!(shortened(&"é".repeat(TOLD)).chars().count(), TOLD);
        assert_eq!(shortened(&"é".repeat(TOLD + 1)).chars().count(), TOLD);
    }
}
