//! What conversations are about: operators read the tags and make more, administrators keep them in order (spec 2.5).

use super::{Desk, Signal, allow};
use crate::error::Error;
use crate::store::{Connection, tags};
use domain::id::TagId;
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::tag::{Tag, TagColour, TagName};
use domain::user::User;
use domain::wire::console::SharedList;
use uuid::Uuid;

impl Desk {
    /// All tags, by name.
    pub async fn tags(&self, user: &User) -> Result<Vec<Tag>, Error> {
        allow(user, Deed::MakeTags)?;
        Ok(tags::list(&mut self.store.read().await?).await?)
    }

    /// Makes a tag; without a colour it gets the next in turn.
    pub async fn make_tag(
        &self,
        user: &User,
        name: &str,
        colour: Option<TagColour>,
    ) -> Result<Tag, Error> {
        allow(user, Deed::MakeTags)?;
        let name = TagName::new(name).map_err(|fault| Error::invalid("name", fault))?;
        let made = self
            .store
            .write(move |work| {
                Box::pin(async move { make(work.database().await?, &name, colour).await })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::Tags));
        Ok(made)
    }

    /// Gives a tag another name and colour, if it still has the name `was`: somebody else may have renamed it meanwhile.
    pub async fn change_tag(
        &self,
        user: &User,
        id: TagId,
        was: &str,
        name: &str,
        colour: TagColour,
    ) -> Result<Tag, Error> {
        allow(user, Deed::ManageTags)?;
        let name = TagName::new(name).map_err(|fault| Error::invalid("name", fault))?;
        let was = was.to_owned();
        let changed = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let present = tags::by_id(database, id).await?;
                    if present.ok_or(Error::NotFound)?.name != was {
                        return Err(Error::invalid("name", Fault::Changed));
                    }
                    if !tags::change(database, id, &name, colour).await? {
                        return Err(Error::invalid("name", Fault::Taken));
                    }
                    Ok(tag(id, &name, colour))
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::Tags));
        Ok(changed)
    }

    /// Removes a tag; nothing happens if somebody else has done so.
    pub async fn delete_tag(&self, user: &User, id: TagId) -> Result<(), Error> {
        allow(user, Deed::ManageTags)?;
        self.store
            .write(move |work| {
                Box::pin(async move {
                    tags::delete(work.database().await?, id).await?;
                    Ok(())
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::Tags));
        Ok(())
    }
}

async fn make(
    database: &mut Connection,
    name: &TagName,
    colour: Option<TagColour>,
) -> Result<Tag, Error> {
    let (count, limit) = (tags::count(database).await?, limit::TAGS);
    if count >= limit {
        return Err(Error::invalid("name", Fault::TooMany { limit }));
    }
    let colour = colour.unwrap_or_else(|| TagColour::in_turn(count));
    let id = TagId(Uuid::now_v7());
    if tags::add(database, id, name, colour).await? {
        Ok(tag(id, name, colour))
    } else {
        Err(Error::invalid("name", Fault::Taken))
    }
}

fn tag(id: TagId, name: &TagName, colour: TagColour) -> Tag {
    Tag {
        id,
        name: name.as_str().to_owned(),
        colour,
    }
}
