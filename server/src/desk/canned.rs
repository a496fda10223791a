//! Canned responses: everybody keeps his own and uses those of his groups, administrators keep all (spec 10.7).

use super::{Desk, Signal, allow};
use crate::error::Error;
use crate::store::{Connection, canned, groups};
use domain::canned::{Asker, AuthorizedGroup, CannedResponse, CannedResponses, Draft};
use domain::id::CannedId;
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::user::User;
use domain::wire::console::SharedList;
use uuid::Uuid;

impl Desk {
    /// The canned responses that somebody may read, by shortcut, and what he needs to know of groups.
    pub async fn canned_responses(&self, user: &User) -> Result<CannedResponses, Error> {
        allow(user, Deed::KeepCannedResponses)?;
        let mut connection = self.store.read().await?;
        let asker = asker(&mut connection, user).await?;
        let mut responses = canned::list(&mut connection).await?;
        responses.retain(|response| response.is_shown_to(&asker));
        Ok(CannedResponses {
            responses,
            groups: groups::list(&mut connection).await?,
            in_groups: asker.groups,
        })
    }

    /// Makes a canned response, which is the maker's.
    pub async fn make_canned_response(
        &self,
        user: &User,
        draft: Draft,
    ) -> Result<CannedResponse, Error> {
        allow(user, Deed::KeepCannedResponses)?;
        let (draft, owner) = (draft.check().map_err(Error::Invalid)?, user.id);
        let made = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    groups_exist(database, &draft.groups).await?;
                    let limit = limit::CANNED_RESPONSES;
                    if canned::count_of(database, owner).await? >= limit {
                        return Err(Error::invalid("shortcut", Fault::TooMany { limit }));
                    }
                    let id = CannedId(Uuid::now_v7());
                    let added = canned::add(database, id, owner, &draft).await?;
                    stored(database, id, added).await
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::CannedResponses));
        Ok(made)
    }

    /// Puts another in the place of a canned response, if nobody has changed it since `version` was read.
    pub async fn change_canned_response(
        &self,
        user: &User,
        id: CannedId,
        version: i64,
        draft: Draft,
    ) -> Result<CannedResponse, Error> {
        allow(user, Deed::KeepCannedResponses)?;
        let draft = draft.check().map_err(Error::Invalid)?;
        let user = user.clone();
        let changed = self
            .store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    let present = changeable(database, id, &user).await?;
                    if present.version != version {
                        return Err(Error::invalid("shortcut", Fault::Changed));
                    }
                    groups_exist(database, &draft.groups).await?;
                    let changed = canned::change(database, id, &draft).await?;
                    stored(database, id, changed).await
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::CannedResponses));
        Ok(changed)
    }

    /// Removes a canned response.
    pub async fn delete_canned_response(&self, user: &User, id: CannedId) -> Result<(), Error> {
        allow(user, Deed::KeepCannedResponses)?;
        let user = user.clone();
        self.store
            .write(move |work| {
                Box::pin(async move {
                    let database = work.database().await?;
                    changeable(database, id, &user).await?;
                    canned::delete(database, id).await?;
                    Ok(())
                })
            })
            .await?;
        self.signal(Signal::Changed(SharedList::CannedResponses));
        Ok(())
    }
}

async fn asker(database: &mut Connection, user: &User) -> Result<Asker, Error> {
    let memberships = groups::memberships(database).await?;
    Ok(Asker {
        user: user.id,
        role: user.role,
        groups: memberships
            .into_iter()
            .filter_map(|(member, group)| (member == user.id).then_some(group))
            .collect(),
    })
}

/// One that may be changed; whoever may not even read it learns nothing of it.
async fn changeable(
    database: &mut Connection,
    id: CannedId,
    user: &User,
) -> Result<CannedResponse, Error> {
    let present = canned::by_id(database, id).await?.ok_or(Error::NotFound)?;
    if present.may_be_changed_by(user.id, user.role) {
        return Ok(present);
    }
    let asker = asker(database, user).await?;
    if present.is_shown_to(&asker) {
        Err(Error::Forbidden)
    } else {
        Err(Error::NotFound)
    }
}

async fn groups_exist(database: &mut Connection, named: &[AuthorizedGroup]) -> Result<(), Error> {
    let known = groups::list(database).await?;
    let is_known = |group: &AuthorizedGroup| match group {
        AuthorizedGroup::BuiltIn(_) => true,
        AuthorizedGroup::Made(id) => known.iter().any(|group| group.id == *id),
    };
    if named.iter().all(is_known) {
        Ok(())
    } else {
        Err(Error::invalid("groups", Fault::Unknown))
    }
}

async fn stored(
    database: &mut Connection,
    id: CannedId,
    is_free: bool,
) -> Result<CannedResponse, Error> {
    if !is_free {
        return Err(Error::invalid("shortcut", Fault::Taken));
    }
    canned::by_id(database, id).await?.ok_or(Error::NotFound)
}
