//! Where the contents of attachments lie: in a folder, which several nodes have to share, or in a bucket.

mod bucket;
mod trouble;

use crate::config::{Bucket, Storage};
use crate::error::Error;
use axum::body::Bytes;
use domain::id::AttachmentId;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Place;
use object_store::{ObjectStore, ObjectStoreExt};
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;
use trouble::{Trouble, Unusable};
use uuid::Uuid;

/// How long it may take to keep, read or remove a content, tries included: somebody waits, and the frame of every answer ends
/// after 40 s.
const PATIENCE: Duration = Duration::from_secs(20);

/// The contents of attachments; cheap to clone, and small: every connection holds one.
#[derive(Clone)]
pub struct Files(Arc<Shelf>);

struct Shelf {
    store: Box<dyn ObjectStore>,
    place: Place,
    /// What it is called where people read it.
    name: String,
    /// What went wrong there.
    told: fn(object_store::Error) -> Trouble,
}

/// The place for files cannot be named.
#[derive(Debug, thiserror::Error)]
#[error("files: {name} cannot be used: {source}")]
pub struct FilesError {
    name: String,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl Files {
    /// Where the configuration says; nothing is looked for there yet.
    ///
    /// # Errors
    /// If it cannot be the name of a place.
    pub fn at(storage: &Storage) -> Result<Self, FilesError> {
        match storage {
            Storage::Folder(folder) => Self::in_folder(folder),
            Storage::Bucket(bucket) => Self::in_bucket(bucket),
        }
    }

    /// In a folder, which is made with the first file.
    ///
    /// # Errors
    /// If its name cannot be that of a folder.
    pub fn in_folder(folder: &Path) -> Result<Self, FilesError> {
        let name = folder.display().to_string();
        let wrong = |source| FilesError {
            name: name.clone(),
            source,
        };
        let absolute = std::path::absolute(folder).map_err(|error| wrong(error.into()))?;
        let place = Place::from_absolute_path(absolute).map_err(|error| wrong(error.into()))?;
        Ok(Self(Arc::new(Shelf {
            store: Box::new(LocalFileSystem::new().with_fsync(true)),
            place,
            name,
            told: Trouble::of_folder,
        })))
    }

    /// In a bucket, which has to be there.
    ///
    /// # Errors
    /// If it cannot be spoken to at all.
    pub fn in_bucket(bucket: &Bucket) -> Result<Self, FilesError> {
        let name = bucket.to_string();
        let opened = bucket::open(bucket);
        let store = opened.map_err(|error| FilesError {
            name: name.clone(),
            source: error.into(),
        })?;
        Ok(Self(Arc::new(Shelf {
            store: Box::new(store),
            place: Place::from(bucket.prefix.as_str()),
            name,
            told: |error| Trouble::of_bucket(&error),
        })))
    }

    /// As long as the process lives, for who sends none.
    pub(crate) fn in_memory() -> Self {
        Self(Arc::new(Shelf {
            store: Box::new(InMemory::new()),
            place: Place::default(),
            name: "memory".to_owned(),
            told: Trouble::of_folder,
        }))
    }

    /// What the place is called.
    pub(crate) fn name(&self) -> &str {
        &self.0.name
    }

    /// Keeps a content for good: all of it, or nothing.
    pub(crate) async fn put(
        &self,
        attachment: AttachmentId,
        content: Vec<u8>,
    ) -> Result<(), Error> {
        let kept = self.keep(attachment, content).await;
        // Whoever sends something is not told that there is no such thing.
        kept.map_err(|trouble| Error::Failed(Box::new(trouble)))
    }

    /// A content.
    pub(crate) async fn get(&self, attachment: AttachmentId) -> Result<Bytes, Error> {
        Ok(self.read(attachment).await?)
    }

    /// Removes a content; nothing happens if it is gone already.
    pub(crate) async fn remove(&self, attachment: AttachmentId) -> Result<(), Error> {
        Ok(self.delete(attachment).await?)
    }

    /// Keeps something, reads it and removes it again.
    pub(crate) async fn try_once(&self) -> Result<(), Unusable> {
        let probe = AttachmentId(Uuid::new_v4());
        let kept = self.keep(probe, b"porchlight".to_vec()).await;
        kept.map_err(Unusable::Unwritten)?;
        let read = self.read(probe).await;
        self.delete(probe).await.map_err(Unusable::Undeleted)?;
        read.map(drop).map_err(Unusable::Unread)
    }

    async fn keep(&self, attachment: AttachmentId, content: Vec<u8>) -> Result<(), Trouble> {
        let place = self.place(attachment);
        let put = self.0.store.put(&place, content.into());
        self.patiently(put).await.map(drop)
    }

    async fn read(&self, attachment: AttachmentId) -> Result<Bytes, Trouble> {
        let place = self.place(attachment);
        let read = async { self.0.store.get(&place).await?.bytes().await };
        self.patiently(read).await
    }

    async fn delete(&self, attachment: AttachmentId) -> Result<(), Trouble> {
        let place = self.place(attachment);
        match self.patiently(self.0.store.delete(&place)).await {
            Err(Trouble::Gone) => Ok(()),
            deleted => deleted,
        }
    }

    async fn patiently<T>(
        &self,
        deed: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, Trouble> {
        match timeout(PATIENCE, deed).await {
            Ok(done) => done.map_err(self.0.told),
            Err(_) => Err(Trouble::Silent),
        }
    }

    /// Made of hexadecimal digits alone: nothing of what a stranger sends becomes part of a path.
    fn place(&self, attachment: AttachmentId) -> Place {
        let folder = self.0.place.clone();
        folder.join(attachment.0.simple().to_string())
    }
}

/// A store would show the secret that it has.
impl fmt::Debug for Files {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Files({})", self.0.name)
    }
}

#[cfg(test)]
#[path = "../../tests/s3/mod.rs"]
mod s3;

#[cfg(test)]
mod tests {
    use super::s3::{SECRET, Server};
    use super::*;
    use crate::config::Secret;
    use axum::http::Method;
    use tokio::net::TcpListener;

    fn at(server: &Server) -> Bucket {
        Bucket {
            name: s3::BUCKET.to_owned(),
            prefix: "chat/files".to_owned(),
            endpoint: Some(server.url()),
            region: s3::REGION.to_owned(),
            access_key_id: s3::KEY_ID.to_owned(),
            secret_access_key: Secret::from(SECRET),
        }
    }

    fn id() -> AttachmentId {
        AttachmentId(Uuid::new_v4())
    }

    /// What holds wherever contents lie.
    async fn keeps_reads_and_removes(files: &Files) {
        files.try_once().await.unwrap();
        let (one, large) = (id(), id());
        files.put(one, b"a".to_vec()).await.unwrap();
        let content = b"0123456789".repeat(domain::limit::FILE_BYTES / 10);
        files.put(large, content.clone()).await.unwrap();
        assert_eq!(files.get(one).await.unwrap().as_ref(), b"a");
        assert!(files.get(large).await.unwrap() == content);
        files.put(one, b"b".to_vec()).await.unwrap();
        assert_eq!(files.get(one).await.unwrap().as_ref(), b"b");
        files.remove(one).await.unwrap();
        files.remove(one).await.unwrap();
        assert!(matches!(files.get(one).await, Err(Error::NotFound)));
        assert!(files.get(large).await.is_ok());
        files.remove(large).await.unwrap();
    }

    #[tokio::test]
    async fn a_folder_keeps_what_it_is_given_until_it_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("new").join("files");
        keeps_reads_and_removes(&Files::in_folder(&place).unwrap()).await;
        assert_eq!(std::fs::read_dir(place).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn a_bucket_keeps_what_it_is_given_until_it_is_removed() {
        let server = Server::start().await;
        let files = Files::in_bucket(&at(&server)).unwrap();
        keeps_reads_and_removes(&files).await;
        assert_eq!(server.keys(), Vec::<String>::new());
    }

    #[tokio::test]
    async fn contents_have_the_prefix_of_the_bucket_if_it_has_one() {
        let server = Server::start().await;
        let (one, other) = (id(), id());
        let files = Files::in_bucket(&at(&server)).unwrap();
        files.put(one, b"a".to_vec()).await.unwrap();
        assert_eq!(server.keys(), [format!("chat/files/{}", one.0.simple())]);
        files.remove(one).await.unwrap();
        let without = Bucket {
            prefix: String::new(),
            ..at(&server)
        };
        let files = Files::in_bucket(&without).unwrap();
        files.put(other, b"a".to_vec()).await.unwrap();
        assert_eq!(server.keys(), [other.0.simple().to_string()]);
    }

    /// What stands after `cannot be used: ` in what `doctor` says.
    async fn trouble(bucket: &Bucket) -> String {
        let files = Files::in_bucket(bucket).unwrap();
        files.try_once().await.unwrap_err().to_string()
    }

    #[tokio::test]
    async fn a_bucket_that_refuses_says_why() {
        let server = Server::start().await;
        let right = at(&server);
        let wrong_secret = Bucket {
            secret_access_key: Secret::from("another"),
            ..right.clone()
        };
        let wrong_id = Bucket {
            access_key_id: "another".to_owned(),
            ..right.clone()
        };
        let no_bucket = Bucket {
            name: "another".to_owned(),
            ..right.clone()
        };
        for (bucket, code) in [
            (wrong_secret, "SignatureDoesNotMatch"),
            (wrong_id, "InvalidAccessKeyId"),
            (no_bucket, "NoSuchBucket"),
        ] {
            let expected = format!("nothing can be written there: it refuses ({code})");
            assert_eq!(trouble(&bucket).await, expected);
        }
        let denied = |refused: Method| {
            move |method: &Method| (*method == refused).then_some((403, "AccessDenied"))
        };
        for (method, expected) in [
            (Method::PUT, "nothing can be written there"),
            (Method::GET, "what was written there cannot be read"),
            (Method::DELETE, "what was written there cannot be deleted"),
        ] {
            server.refuse(denied(method));
            let expected = format!("{expected}: it refuses (AccessDenied)");
            assert_eq!(trouble(&right).await, expected);
        }
    }

    #[tokio::test]
    async fn what_failed_is_no_content_that_is_gone() {
        let server = Server::start().await;
        let files = Files::in_bucket(&at(&server)).unwrap();
        let one = id();
        files.put(one, b"a".to_vec()).await.unwrap();
        for fault in [
            (403, "AccessDenied"),
            (404, "NoSuchBucket"),
            (404, "not a code"),
            (500, "InternalError"),
        ] {
            server.refuse(move |_| Some(fault));
            for outcome in [
                files.put(one, b"b".to_vec()).await,
                files.get(one).await.map(drop),
                files.remove(one).await,
            ] {
                assert!(matches!(outcome, Err(Error::Failed(_))), "{fault:?}");
            }
        }
        server.refuse(|_| None);
        assert_eq!(files.get(one).await.unwrap().as_ref(), b"a");
    }

    #[tokio::test]
    async fn what_may_be_chance_is_tried_again() {
        let server = Server::start().await;
        let files = Files::in_bucket(&at(&server)).unwrap();
        let fails_once = || {
            let mut faults = vec![(503, "SlowDown")];
            server.refuse(move |_| faults.pop());
        };
        let one = id();
        fails_once();
        files.put(one, b"a".to_vec()).await.unwrap();
        fails_once();
        assert_eq!(files.get(one).await.unwrap().as_ref(), b"a");
        fails_once();
        files.remove(one).await.unwrap();
        assert_eq!(server.keys(), Vec::<String>::new());
    }

    #[tokio::test]
    async fn who_cannot_be_reached_is_given_up() {
        let server = Server::start().await;
        let bucket = at(&server);
        server.stop().await;
        let told = trouble(&bucket).await;
        assert!(told.contains("Connection refused"), "{told}");
    }

    #[tokio::test]
    async fn who_never_answers_is_given_up() {
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let bucket = Bucket {
            endpoint: Some(format!("http://{}", silent.local_addr().unwrap())),
            ..at(&Server::start().await)
        };
        let files = Files::in_bucket(&bucket).unwrap();
        // From here on nobody waits for anything but the clock.
        tokio::time::pause();
        let outcome = files.get(id()).await;
        assert!(matches!(outcome, Err(Error::Failed(_))), "{outcome:?}");
    }

    #[tokio::test]
    async fn no_secret_is_shown() {
        let server = Server::start().await;
        let files = Files::in_bucket(&at(&server)).unwrap();
        let shown = format!("{files:?} {}", files.name());
        assert!(!shown.contains(SECRET), "{shown}");
        server.refuse(|_| Some((403, "AccessDenied")));
        let error = files.get(id()).await.unwrap_err();
        let shown = format!("{error:?} {error}");
        let told = [SECRET, s3::KEY_ID, "Signature"];
        assert!(!told.iter().any(|told| shown.contains(told)), "{shown}");
    }
}
