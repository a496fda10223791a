//! Where the contents of attachments lie: in a folder, which several nodes have to share.

use crate::error::Error;
use axum::body::Bytes;
use domain::id::AttachmentId;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Place;
use object_store::{ObjectStore, ObjectStoreExt};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// The contents of attachments; cheap to clone, and small: every connection holds one.
#[derive(Clone, Debug)]
pub struct Files(Arc<Folder>);

#[derive(Debug)]
struct Folder {
    store: Box<dyn ObjectStore>,
    place: Place,
}

/// The folder for files cannot be named.
#[derive(Debug, thiserror::Error)]
#[error("files: {folder} is no folder that can be used: {source}")]
pub struct FilesError {
    folder: String,
    source: Box<dyn std::error::Error + Send + Sync>,
}

impl Files {
    /// In a folder, which is made with the first file.
    ///
    /// # Errors
    /// If its name cannot be that of a folder.
    pub fn in_folder(folder: &Path) -> Result<Self, FilesError> {
        let wrong = |source| FilesError {
            folder: folder.display().to_string(),
            source,
        };
        let absolute = std::path::absolute(folder).map_err(|error| wrong(error.into()))?;
        let folder = Place::from_absolute_path(absolute).map_err(|error| wrong(error.into()))?;
        let store = Box::new(LocalFileSystem::new().with_fsync(true));
        Ok(Self(Arc::new(Folder {
            store,
            place: folder,
        })))
    }

    /// As long as the process lives, for who sends none.
    pub(crate) fn in_memory() -> Self {
        let store = Box::new(InMemory::new());
        let place = Place::default();
        Self(Arc::new(Folder { store, place }))
    }

    /// Keeps a content on disk: all of it, or nothing.
    pub(crate) async fn put(
        &self,
        attachment: AttachmentId,
        content: Vec<u8>,
    ) -> Result<(), Error> {
        let place = self.place(attachment);
        self.0.store.put(&place, content.into()).await?;
        Ok(())
    }

    /// A content.
    pub(crate) async fn get(&self, attachment: AttachmentId) -> Result<Bytes, Error> {
        let found = self.0.store.get(&self.place(attachment)).await?;
        Ok(found.bytes().await?)
    }

    /// Removes a content; nothing happens if it is gone already.
    pub(crate) async fn remove(&self, attachment: AttachmentId) -> Result<(), Error> {
        match self.0.store.delete(&self.place(attachment)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps something, reads it and removes it again.
    pub(crate) async fn try_once(&self) -> Result<(), Error> {
        let probe = AttachmentId(Uuid::new_v4());
        self.put(probe, b"porchlight".to_vec()).await?;
        let read = self.get(probe).await;
        self.remove(probe).await?;
        read.map(drop)
    }

    /// Made of hexadecimal digits alone: nothing of what a stranger sends becomes part of a path.
    fn place(&self, attachment: AttachmentId) -> Place {
        let folder = self.0.place.clone();
        folder.join(attachment.0.simple().to_string())
    }
}

impl From<object_store::Error> for Error {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            error => Self::Failed(Box::new(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_kept_can_be_read_until_it_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::in_folder(&folder.path().join("new").join("files")).unwrap();
        files.try_once().await.unwrap();
        let id = AttachmentId(Uuid::new_v4());
        files.put(id, b"a".to_vec()).await.unwrap();
        assert_eq!(files.get(id).await.unwrap().as_ref(), b"a");
        files.remove(id).await.unwrap();
        files.remove(id).await.unwrap();
        assert!(matches!(files.get(id).await, Err(Error::NotFound)));
    }
}
