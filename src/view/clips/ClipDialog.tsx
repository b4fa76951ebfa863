/** The frame of a dialog: title, close button, Escape; focus goes back to where it was. */
import type { ReactNode } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { Icon } from "../icons.tsx";

interface ClipDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Open for as long as it is there. */
export function ClipDialog({ title, onClose, children }: ClipDialogProps) {
  return (
    <ModalOverlay className="dialog-back" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="dialog">
        <Dialog className="dialog-body">
          <header className="dialog-head">
            <Heading slot="title" className="panel-title">
              {title}
            </Heading>
            <button type="button" className="round" aria-label="Close" onClick={onClose}>
              <Icon name="close" />
            </button>
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
