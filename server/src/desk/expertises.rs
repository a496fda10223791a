//! What operators know about: everybody reads the list, administrators change it (spec 2.5). Every change answers with
//! the list as it is afterwards, others' changes included.

use super::accounts::introduce;
use super::{Desk, Signal, allow};
use crate::error::Error;
use crate::store::{Connection, Work, expertises, users};
use domain::expertise::{Expertise, ExpertiseName};
use domain::id::ExpertiseId;
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::time::Timestamp;
use domain::user::User;
use domain::wire::console::SharedList;
use uuid::Uuid;

impl Desk {
    /// Everything that operators can know about, by name.
    pub async fn expertises(&self, user: &User) -> Result<Vec<Expertise>, Error> {
        allow(user, Deed::ReadExpertises)?;
        Ok(expertises::list(&mut self.store.read().await?).await?)
    }

    /// Adds one to the list.
    pub async fn add_expertise(&self, user: &User, name: &str) -> Result<Vec<Expertise>, Error> {
        allow(user, Deed::ManageExpertises)?;
        let name = ExpertiseName::new(name).map_err(|fault| Error::invalid("name", fault))?;
        let list = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    add(database, &name).await?;
                    Ok(expertises::list(database).await?)
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::Expertises));
        Ok(list)
    }

    /// Gives one another name, if it still has the name `was`: somebody else may have renamed it meanwhile.
    pub async fn rename_expertise(
        &self,
        user: &User,
        id: ExpertiseId,
        was: &str,
        name: &str,
    ) -> Result<Vec<Expertise>, Error> {
        allow(user, Deed::ManageExpertises)?;
        let name = ExpertiseName::new(name).map_err(|fault| Error::invalid("new_name", fault))?;
        let was = was.to_owned();
        let list = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    rename(database, id, &was, &name).await?;
                    Ok(expertises::list(database).await?)
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::Expertises));
        Ok(list)
    }

    /// Removes one, also from everybody who knows about it; nothing happens if somebody else has done so.
    pub async fn delete_expertise(
        &self,
        user: &User,
        id: ExpertiseId,
    ) -> Result<Vec<Expertise>, Error> {
        allow(user, Deed::ManageExpertises)?;
        let now = self.clock.now();
        let list = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    expertises::delete(work.database().await?, id).await?;
                    forget(work, id, now).await?;
                    Ok(expertises::list(work.database().await?).await?)
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::Expertises));
        Ok(list)
    }
}

async fn add(database: &mut Connection, name: &ExpertiseName) -> Result<(), Error> {
    let limit = limit::EXPERTISES;
    if expertises::count(database).await? >= limit {
        return Err(Error::invalid("name", Fault::TooMany { limit }));
    }
    let id = ExpertiseId(Uuid::now_v7());
    if expertises::add(database, id, name).await? {
        Ok(())
    } else {
        Err(Error::invalid("name", Fault::Taken))
    }
}

/// Nobody knows about what is no longer on the list.
async fn forget(work: &mut Work<'_>, id: ExpertiseId, now: Timestamp) -> Result<(), Error> {
    for mut user in users::list(work.database().await?).await? {
        let expertises = &mut user.preferences.expertises;
        if expertises.contains(&id) {
            expertises.retain(|known| *known != id);
            let database = work.database().await?;
            users::set_preferences(database, user.id, &user.name, &user.preferences).await?;
            introduce(work, &user, now);
        }
    }
    Ok(())
}

async fn rename(
    database: &mut Connection,
    id: ExpertiseId,
    was: &str,
    name: &ExpertiseName,
) -> Result<(), Error> {
    let present = expertises::by_id(database, id).await?;
    if present.ok_or(Error::NotFound)?.name != was {
        return Err(Error::invalid("new_name", Fault::Changed));
    }
    if expertises::rename(database, id, name).await? {
        Ok(())
    } else {
        Err(Error::invalid("new_name", Fault::Taken))
    }
}
