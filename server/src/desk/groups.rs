//! Groups of users besides the built-in ones (spec 2.1).

use super::{Desk, allow};
use crate::error::Error;
use crate::store::{audit, groups};
use domain::audit::Audited;
use domain::id::GroupId;
use domain::member::Group;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::text;
use domain::user::User;
use uuid::Uuid;

impl Desk {
    /// Makes a group.
    pub async fn make_group(&self, asker: &User, name: &str) -> Result<Group, Error> {
        allow(asker, Deed::ManageUsers)?;
        let group = Group {
            id: GroupId(Uuid::now_v7()),
            name: group_name(name)?,
        };
        let (by, now) = (asker.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if !groups::add(database, &group, now).await? {
                        return Err(Error::invalid("name", Fault::Taken));
                    }
                    let audited = Audited::GroupMade { group: group.id };
                    audit::add(database, &by, &audited, now).await?;
                    Ok(group)
                })
            })
            .await
    }

    /// Gives a group another name, if it still has the name `was`: somebody else may have renamed it meanwhile.
    pub async fn rename_group(
        &self,
        asker: &User,
        id: GroupId,
        was: &str,
        name: &str,
    ) -> Result<(), Error> {
        allow(asker, Deed::ManageUsers)?;
        let group = Group {
            id,
            name: group_name(name)?,
        };
        let (by, now) = (asker.clone(), self.clock.now());
        let was = was.to_owned();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let known = groups::list(database).await?;
                    let before = known.iter().find(|known| known.id == id);
                    if before.ok_or(Error::NotFound)?.name != was {
                        return Err(Error::invalid("name", Fault::Changed));
                    }
                    if groups::is_taken(database, &group.name, id).await? {
                        return Err(Error::invalid("name", Fault::Taken));
                    }
                    groups::rename(database, &group).await?;
                    let audited = Audited::GroupRenamed { group: id };
                    audit::add(database, &by, &audited, now).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Deletes a group; who was in it stays a user.
    pub async fn delete_group(&self, asker: &User, group: GroupId) -> Result<(), Error> {
        allow(asker, Deed::ManageUsers)?;
        let (by, now) = (asker.clone(), self.clock.now());
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    if groups::delete(database, group).await? == 0 {
                        return Err(Error::NotFound);
                    }
                    audit::add(database, &by, &Audited::GroupDeleted { group }, now).await?;
                    Ok(())
                })
            })
            .await
    }
}

fn group_name(typed: &str) -> Result<String, Error> {
    let name = text::name(typed).map_err(|fault| Error::invalid("name", fault))?;
    // In the lists they would look like the built-in ones.
    let is_built_in = ["operators", "administrators"].contains(&name.to_lowercase().as_str());
    if is_built_in {
        return Err(Error::invalid("name", Fault::Taken));
    }
    Ok(name)
}
