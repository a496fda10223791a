//! Links to files, for whoever reads elsewhere what was said (spec 11.4): operators are led into the console, everybody else gets a
//! sealed link, which is good for that one file as long as a message has it. Nothing is kept of it.

use super::{Desk, File};
use crate::error::Error;
use crate::seal::Seal;
use crate::store::attachments;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::id::AttachmentId;
use uuid::Uuid;

/// What files are sealed for.
const FILE: &str = "link to a file";

/// How files are linked to for some kind of readers.
#[derive(Clone, Debug)]
pub(super) struct FileLinks {
    origin: String,
    /// Without one the reader has to be signed in.
    seal: Option<Seal>,
}

impl FileLinks {
    /// Where the file is.
    pub(super) fn to(&self, file: AttachmentId) -> String {
        let origin = &self.origin;
        match &self.seal {
            Some(seal) => {
                let sealed = seal.close(FILE, file.0.as_bytes());
                format!("{origin}/files/{}", URL_SAFE_NO_PAD.encode(sealed))
            }
            None => format!("{origin}/console/files/{file}"),
        }
    }
}

impl Desk {
    /// For operators, who have to be signed in.
    pub(super) fn console_file_links(&self) -> FileLinks {
        FileLinks {
            origin: self.known.origin.clone(),
            seal: None,
        }
    }

    /// For visitors, and for those to whom a conversation is sent.
    pub(super) fn sealed_file_links(&self) -> FileLinks {
        FileLinks {
            origin: self.known.origin.clone(),
            seal: Some(self.seal.clone()),
        }
    }

    /// The file of a sealed link. `NotFound` if this server has not sealed it so, or if no message has the file any more.
    pub async fn file_by_link(&self, sealed: &str) -> Result<File, Error> {
        let attachment = self.unsealed(sealed).ok_or(Error::NotFound)?;
        let kept = attachments::get(&mut self.store.read().await?, attachment).await?;
        self.file(attachment, kept).await
    }

    fn unsealed(&self, sealed: &str) -> Option<AttachmentId> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let opened = self.seal.open(FILE, &sealed)?;
        Uuid::from_slice(&opened).ok().map(AttachmentId)
    }
}
